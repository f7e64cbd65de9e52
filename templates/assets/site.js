// Finding, keys and copying. Every page is whole without this script; it only hides, reorders and points.
(() => {
	"use strict";
	const $ = (s, in_ = document) => in_.querySelector(s), $$ = (s, in_ = document) => [...in_.querySelectorAll(s)];
	const html = document.documentElement;
	html.classList.add("js");
	const store = {
		get(k) { try { return localStorage.getItem(k); } catch { return null; } },
		set(k, v) { try { localStorage.setItem(k, v); } catch { /* private windows and some file: pages keep nothing */ } },
	};

	// --- Days out of sight are laid out after the first paint, a few at a time, so that a long page answers at once
	const days = $$(".day");
	const layOut = () => {
		const end = performance.now() + 6;
		while (days.length && performance.now() < end) {
			const some = days.splice(0, 4);
			some.forEach((day) => day.classList.add("laid"));
			some[0].offsetHeight; // lays them out now, inside this slice of time
		}
		if (days.length) setTimeout(layOut);
		else if (!moved) settle();
	};
	// What lies above the place in the address has its true height only now.
	let moved = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
	for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(kind, () => { moved = true; }, { once: true, passive: true });
	const settle = () => {
		try { document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(); } catch { /* not an address of ours */ }
	};
	if (days.length) requestAnimationFrame(() => setTimeout(layOut));

	// --- Copying a citation
	for (const b of $$("[data-copy]")) b.addEventListener("click", async () => {
		const from = document.getElementById(b.dataset.copy);
		try { await navigator.clipboard.writeText(from.textContent); b.textContent = b.dataset.done; }
		catch { getSelection().selectAllChildren(from); }
	});

	// --- Print holds everything, the folded parts too.
	addEventListener("beforeprint", () => $$("details").forEach((d) => { d.open = true; }));

	// --- Titles of the bars, taken from the list when they are pointed at
	$(".strip")?.addEventListener("pointerover", (e) => {
		const a = e.target.closest("a"), rect = a && $("rect", a);
		if (!rect || $("title", rect)) return;
		const ev = document.getElementById(decodeURIComponent((a.getAttribute("href").split("#")[1] || "")));
		if (!ev) return;
		const t = document.createElementNS("http://www.w3.org/2000/svg", "title");
		t.textContent = $("h4 :first-child", ev.closest(".day")).textContent + ": " + $("h5", ev).textContent;
		rect.append(t);
	});

	// --- Zooming in place: the drawing is made of percentages, so it only grows; then it scrolls
	const pan = $(".pan"), drawing = pan && $("svg", pan);
	for (const b of $$("[data-zoom]")) b.addEventListener("click", () => {
		const now = +(drawing.dataset.z || 1), next = Math.min(16, Math.max(1, now * b.dataset.zoom));
		const middle = (pan.scrollLeft + pan.clientWidth / 2) / now;
		drawing.setAttribute("width", next * 100 + "%");
		if (next > 1) { drawing.dataset.z = next; pan.tabIndex = 0; } else { delete drawing.dataset.z; pan.removeAttribute("tabindex"); }
		pan.scrollLeft = middle * next - pan.clientWidth / 2;
		for (const o of $$("[data-zoom]")) o.disabled = o.dataset.zoom > 1 ? next === 16 : next === 1;
	});

	const tools = $("#tools");
	const list = $("#list"), results = $("#results");
	const root = tools ? tools.dataset.root : "";

	// --- The index: scripts, because a page opened from a disk may not fetch
	const waiting = {};
	let head, words = {}, docs = {};
	const load = (name) => waiting[name] ||= new Promise((done, fail) => {
		const s = document.createElement("script");
		s.src = root + "assets/search/" + name + ".js";
		s.onload = done;
		s.onerror = () => { delete waiting[name]; s.remove(); fail(new Error(name)); };
		document.head.append(s);
	});
	window.timelineIndex = (h) => { head = h; };
	window.timelineWords = (i, w) => { words[i] = w; };
	window.timelineDocs = (i, d) => { docs[i] = d; };

	const fold = (s) => s.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) || [];

	// hits returns a map from event to score: every word of the query must begin a word of the event.
	async function hits(query) {
		const terms = fold(query);
		if (!terms.length) return null;
		await load("index");
		let found;
		for (const term of terms) {
			const shards = head.first.map((f, i) => i).filter((i) => head.first[i] <= term + "\uffff" && (i + 1 === head.first.length || head.first[i + 1] >= term));
			await Promise.all(shards.map((i) => load("w" + i)));
			const now = new Map();
			for (const i of shards) for (const w in words[i]) {
				if (!w.startsWith(term)) continue;
				let at = 0;
				for (const d of words[i][w]) {
					at += d;
					const n = at >> 1, score = (at & 1 ? 4 : 1) + (w === term ? 1 : 0);
					if (!found || found.has(n)) now.set(n, Math.max(now.get(n) || 0, score));
				}
			}
			if (found) for (const [n, s] of now) now.set(n, s + found.get(n));
			found = now;
		}
		return found;
	}

	// --- State: the controls, and the same in the address
	const q = $("#q"), key = $("#key"), clear = $("#clear"), status = $("#status"), filters = $("#filters");
	const selects = tools ? $$("select", tools) : [];
	function readState() {
		const p = new URLSearchParams(location.search);
		q.value = p.get("q") || "";
		key.checked = p.get("show") === "key";
		for (const s of selects) {
			s.value = p.get(s.name) || "";
			if (s.selectedIndex < 0) s.value = "";
			if (s.value) filters.open = true;
		}
	}
	function writeState() {
		const p = new URLSearchParams();
		if (q.value.trim()) p.set("q", q.value.trim());
		if (key.checked) p.set("show", "key");
		for (const s of selects) if (s.value) p.set(s.name, s.value);
		const search = p.toString();
		if (search === location.search.slice(1)) return;
		try { history.replaceState(null, "", (search ? "?" + search : location.pathname) + location.hash); } catch { /* the state stays on the page */ }
	}

	function wanted() {
		const t = key.checked ? ["k"] : [];
		for (const s of selects) if (s.value) t.push(s.dataset.l + s.selectedIndex);
		return t;
	}
	const matches = (facets, want) => want.every((w) => facets.includes(w));

	let turn = 0;
	async function update() {
		const mine = ++turn, want = wanted(), active = want.length > 0 || fold(q.value).length > 0;
		writeState();
		clear.hidden = !active && !q.value;
		if (active && q.value && !head) status.textContent = tools.dataset.loading;
		let found = null;
		try { found = await hits(q.value); } catch { /* an index that cannot be read finds nothing by words */ found = new Map(); }
		if (mine !== turn) return;
		if (tools.dataset.complete === "true") show(want, found, active);
		else await answer(want, found, active, mine);
	}
	const say = (n, active) => { status.textContent = !active ? "" : n ? count(n) : tools.dataset.none; };
	const forms = tools ? JSON.parse(tools.dataset.events) : {};
	const rules = new Intl.PluralRules(html.lang || "en");
	const count = (n) => (forms[rules.select(n)] || forms.other || "{n}").replace("{n}", n.toLocaleString(html.lang));

	// show hides what does not match in a page that lists everything.
	let entries;
	function show(want, found, active) {
		entries ||= $$(".ev", list).map((el, i) => ({ el, i, facets: el.dataset.f.split(" "), n: +el.dataset.i }));
		let n = 0;
		for (const e of entries) {
			const yes = matches(e.facets, want) && (!found || found.has(e.n));
			e.el.hidden = !yes;
			n += yes;
		}
		for (const s of [".day", ".month", ".year"]) for (const el of $$(s, list)) el.hidden = !$(".ev:not([hidden])", el);
		for (const g of $$(".gap", list)) g.hidden = active;
		const top = $("#keymoments");
		if (top) top.hidden = active;
		say(n, active);
	}

	// answer lists what matches when the timeline is spread over several pages.
	async function answer(want, found, active, mine) {
		results.hidden = !active;
		list.hidden = active;
		if (!active) return say(0, false);
		await load("index");
		const files = new Set();
		if (found) for (const n of found.keys()) files.add(Math.floor(n / head.per));
		else for (let i = 0; i * head.per < head.docs; i++) files.add(i);
		await Promise.all([...files].map((i) => load("d" + i)));
		if (mine !== turn) return;
		const out = [];
		for (const i of files) docs[i].forEach((d, k) => {
			const n = i * head.per + k;
			if ((!found || found.has(n)) && matches(d[3].split(" "), want)) out.push([found ? found.get(n) : 0, n, d]);
		});
		out.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
		$("ol", results).replaceChildren();
		const more = $("#more"), page = () => {
			$("ol", results).append(...out.splice(0, 200).map(([, , d]) => entry(d)));
			more.hidden = !out.length;
		};
		const n = out.length;
		more.onclick = page;
		page();
		say(n, true);
	}
	function entry(d) {
		const li = document.createElement("li"), when = document.createElement("span"), a = document.createElement("a");
		li.className = "ev";
		when.textContent = d[1];
		a.textContent = d[2];
		a.href = root + d[0] + "index.html";
		li.append(when, a);
		return li;
	}

	if (tools) {
		let timer;
		q.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(update, 120); });
		q.addEventListener("focus", () => load("index").catch(() => { }), { once: true });
		for (const el of [key, ...selects]) el.addEventListener("change", update);
		clear.addEventListener("click", () => { reset(); q.focus(); });
		addEventListener("popstate", () => { readState(); update(); });
		readState();
		if (location.search) update();
	}
	function reset() {
		q.value = "";
		key.checked = false;
		for (const s of selects) s.value = "";
		update();
	}

	// --- Keys: a reader may turn them off (WCAG 2.1.4)
	const keys = $("#keys");
	if (keys) {
		keys.checked = store.get("timeline-keys") !== "off";
		keys.addEventListener("change", () => store.set("timeline-keys", keys.checked ? "on" : "off"));
	}
	let at = null;
	function move(by) {
		const shown = $$(".ev").filter((el) => el.getClientRects().length);
		if (!shown.length) return;
		const focused = document.activeElement && document.activeElement.closest(".ev");
		const from = shown.indexOf(focused || at);
		const to = from < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(from + by, 0), shown.length - 1);
		at?.classList.remove("at");
		at = shown[to];
		at.classList.add("at");
		const a = $("a", at);
		a.focus({ preventScroll: true });
		at.scrollIntoView({ block: "center" });
	}
	addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
		const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== "checkbox";
		if (e.key === "Escape" && tools) {
			if (q.value || wanted().length) reset();
			else if (typing) e.target.blur();
			return;
		}
		if (typing || store.get("timeline-keys") === "off") return;
		if (e.key === "/" && q) { e.preventDefault(); q.focus(); q.select(); }
		else if (e.key === "j" || e.key === "k") {
			if ($(".ev")) { e.preventDefault(); move(e.key === "j" ? 1 : -1); }
			else $(e.key === "j" ? ".turn [rel=next]" : ".turn [rel=prev]")?.click();
		}
	});
})();
