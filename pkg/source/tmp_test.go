package source

import (
	"fmt"
	"testing"
)

func TestTmp(t *testing.T) {
	for _, s := range []string{`<!DOCTYPE html><html lang="en-GB"><head><title>Bridge reopens - The Daily Example</title><meta property="og:title" content="Bridge reopens after repairs"><meta property="og:site_name" content="The Daily Example"><meta property="article:published_time" content="2016-05-04T09:12:00+01:00"><link rel=canonical href="https://example.org/2016/05/04/bridge"><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Bridge reopens after repairs","datePublished":"2016-05-04T08:12:00Z","author":{"name":"Ann Other"}}]}</script><style>p{}</style></head>
<body><header><nav><ul><li>Home<li>News</ul></nav></header><main><h1>Bridge reopens after repairs</h1><p class="byline">By Ann Other</p><time datetime="2016-05-04">4 May 2016</time>
<article><p>The old bridge over the river opened again on Wednesday &mdash; <b>two years</b> after it was&nbsp;closed. The mayor cut a ribbon &amp; said it was time.<script>alert(1)</script></p>
<figure><img src=x alt="y"><figcaption>The mayor on the bridge, May 4, 2016. Photo: Example</figcaption></figure>
<p>About 300 people came.<br>Some sang.<p>Work had begun in March 2014.<ul><li>It cost 3m.</li><li>It took two years.</ul><blockquote><p>We are happy, said a neighbour who had waited for it.</p></blockquote><table><tr><td>Year</td><td>Cars</td></tr></table></article>
<aside><h2>Most popular</h2><ul><li><a href=x>Other story of the day</a></ul></aside><div class="newsletter-signup">Sign up for our newsletter</div></main><footer>Copyright 2016</footer></body></html>`, "<p>Plain paragraph one &lt;script&gt; here was written yesterday.</p>tail text that nobody closes <b>bold", "<table><tr><td><font>The whole page is in a table on this old site of news.<br><br>Second paragraph of the page stands here, too.</font></td></tr></table>", "<html><body><div class=sidebar><p>Everything is in the sidebar on this odd page, which happens now and then.</p></div></body></html>", "<!-- unclosed", "<a href='", "<title>x"} {
		docs, p := Parse("a/b.html", []byte(s))
		fmt.Println(p)
		for _, d := range docs {
			fmt.Printf("##### %s | %s | %s | %s | %s | %v %s %s\n", d.Title, d.Publisher, d.Author, d.URL, d.Language, d.Published, d.PublishedFrom, d.PublishedWhy)
			for _, b := range d.Blocks {
				fmt.Printf("%s: %q\n   FILE %q\n", b.Role, b.Of(d.Text), func() string { sp := d.FileSpan(b.Span); return s[sp.Start:sp.End] }())
			}
		}
	}
}
