// Loads the page anew after a build, marks what the build altered, and shows its problems over the page.
"use strict";
(() => {
  const mine = Number(document.currentScript.dataset.build);
  const key = "preview:" + location.pathname;

  // What a reader sees of each part of the page that has an id, to compare after the next build.
  const parts = () => {
    const seen = {};
    for (const el of document.querySelectorAll("main [id], main h1, main li, main article, main p")) {
      const name = el.id || el.tagName + ":" + el.textContent.trim().slice(0, 60);
      seen[name] = el.textContent.trim();
    }
    return seen;
  };

  const mark = () => {
    let before;
    try {
      before = JSON.parse(sessionStorage.getItem(key) || "null");
      sessionStorage.removeItem(key);
    } catch { /* no storage: nothing is marked */ }
    if (!before) return;
    window.scrollTo(0, before.top);
    const altered = [];
    for (const el of document.querySelectorAll("main [id], main h1, main li, main article, main p")) {
      const name = el.id || el.tagName + ":" + el.textContent.trim().slice(0, 60);
      if (before.parts[name] !== el.textContent.trim()) altered.push(el);
    }
    for (const el of altered) {
      if (altered.some((inner) => inner !== el && el.contains(inner))) continue; // the innermost says it best
      el.animate([{ outline: "3px solid #e8a33d", outlineOffset: "3px" }, { outline: "3px solid transparent", outlineOffset: "3px" }], 4000);
    }
  };

  const show = (problems) => {
    document.getElementById("preview-problems")?.remove();
    if (!problems.length) return;
    const host = document.createElement("div");
    host.id = "preview-problems";
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      details { position: fixed; z-index: 2147483647; inset: auto 1rem 1rem auto; max-width: min(42rem, calc(100vw - 2rem));
        max-height: 60vh; overflow: auto; padding: .75rem 1rem; border-radius: .5rem; font: 14px/1.45 system-ui, sans-serif;
        background: #2b1512; color: #fff; box-shadow: 0 4px 24px #0008; }
      details.warning { background: #2a2410; }
      summary { cursor: pointer; font-weight: 600; }
      p { margin: .6rem 0 0; overflow-wrap: anywhere; }
      code { font: 12px/1.4 ui-monospace, monospace; color: #ffc9b8; display: block; }
      small { display: block; color: #ddd; font-size: 13px; }`);
    root.adoptedStyleSheets = [sheet];
    const box = document.createElement("details");
    const errors = problems.filter((p) => p.severity === "error");
    box.open = errors.length > 0;
    box.className = errors.length ? "error" : "warning";
    const add = (parent, tag, text) => parent.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
    add(box, "summary", problems.length === 1 ? "1 problem in the last build" : problems.length + " problems in the last build");
    for (const p of problems) {
      const line = document.createElement("p");
      if (p.where) add(line, "code", p.where);
      line.append(p.message);
      if (p.hint) add(line, "small", p.hint);
      box.append(line);
    }
    root.append(box);
    document.documentElement.append(host);
  };

  const reload = () => {
    try {
      sessionStorage.setItem(key, JSON.stringify({ top: window.scrollY, parts: parts() }));
    } catch { /* no storage: nothing will be marked */ }
    location.reload();
  };

  mark();
  fetch("/_preview/problems.json").then((r) => r.json()).then((r) => show(r.problems)).catch(() => {});
  new EventSource("/_preview/events").onmessage = (e) => {
    if (Number(e.data) !== mine) reload();
  };
})();
