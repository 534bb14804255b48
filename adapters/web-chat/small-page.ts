/** Written by us to the last letter: nothing that came with a request is in it. */
export function smallPage(status: number, title: string, paragraphs: readonly string[]): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/web/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/web/tokens.css">
<link rel="stylesheet" href="/web/page.css">
</head>
<body class="small-page">
<main class="small-card">
<img src="/web/icon.svg" alt="" width="48" height="48">
<h1>${title}</h1>
${paragraphs.join('\n')}
</main>
</body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // With no-referrer a form's own POST carries `Origin: null`, which is what a hostile one carries too.
      'referrer-policy': 'same-origin',
    },
  });
}
