// The one file that names a package; the server turns the names into addresses under /web/vendor/.
export { html, nothing, render } from 'lit-html';
export { live } from 'lit-html/directives/live.js';
export { repeat } from 'lit-html/directives/repeat.js';
