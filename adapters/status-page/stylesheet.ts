/**
 * The colours are the web chat's. They stand here again, so that a proxy can let the world see `/status*` and nothing else;
 * a test holds the two together. As text, so that a build needs no copying.
 */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: #f4f5f7;
  --surface: #ffffff;
  --line: #dfe2e8;
  --text: #1c2330;
  --muted: #5a6272;
  --accent: #2f5fd0;
  --danger: #c92a2a;
  --danger-soft: #fdecec;
  --warning: #b35c00;
  --warning-soft: #fff3e0;
  --success: #237a3b;
  --success-soft: #e7f6eb;
  --neutral: #7a8394;
  --shadow: 0 1px 2px rgb(20 28 45 / 6%), 0 1px 6px rgb(20 28 45 / 5%);
}

@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14161b;
    --surface: #1a1d24;
    --line: #2c313c;
    --text: #e7eaf0;
    --muted: #9aa3b4;
    --accent: #7aa2ff;
    --danger: #ff8080;
    --danger-soft: #3a1f22;
    --warning: #ffb454;
    --warning-soft: #38290f;
    --success: #6fd08a;
    --success-soft: #17301f;
    --neutral: #8791a3;
    --shadow: 0 1px 2px rgb(0 0 0 / 30%);
  }
}

*,
*::before,
*::after {
  box-sizing: border-box;
}

body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 16px / 1.5 "Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  -webkit-text-size-adjust: 100%;
}

main {
  width: min(720px, 100%);
  margin: 0 auto;
  padding: 32px 16px 48px;
  overflow-wrap: anywhere;
}

h1,
h2,
h3,
h4,
p,
ul,
ol {
  margin: 0;
  padding: 0;
}

ul,
ol {
  list-style: none;
}

h1 {
  font-size: 24px;
  line-height: 1.25;
}

h2 {
  margin: 36px 0 12px;
  font-size: 18px;
}

.about,
.when,
.none,
footer {
  color: var(--muted);
}

.about {
  margin-top: 6px;
}

.notice,
.headline,
.incident,
.services {
  border: 1px solid var(--line);
  border-radius: 12px;
  background: var(--surface);
  box-shadow: var(--shadow);
}

.notice {
  margin-top: 20px;
  padding: 12px 16px;
  border-color: var(--warning);
}

.headline {
  display: flex;
  align-items: center;
  gap: 12px;
  margin-top: 20px;
  padding: 18px 20px;
  font-size: 20px;
  font-weight: 650;
  line-height: 1.3;
}

.headline.operational {
  border-color: var(--success);
  background: var(--success-soft);
}

.headline.degraded,
.headline.partial-outage {
  border-color: var(--warning);
  background: var(--warning-soft);
}

.headline.major-outage {
  border-color: var(--danger);
  background: var(--danger-soft);
}

.headline::before,
.state::before {
  content: "?" / "";
  display: inline-grid;
  place-items: center;
  flex: none;
  width: 22px;
  height: 22px;
  border-radius: 50%;
  background: var(--neutral);
  color: var(--surface);
  font-weight: 700;
  line-height: 1;
}

.headline::before {
  width: 28px;
  height: 28px;
}

.operational::before {
  content: "\\2713" / "";
  background: var(--success);
}

.degraded::before,
.partial-outage::before {
  content: "!" / "";
  background: var(--warning);
}

.major-outage::before {
  content: "\\2715" / "";
  background: var(--danger);
}

.incident::before {
  content: none;
}

.services li {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 2px 16px;
  padding: 12px 16px;
}

.services li + li {
  border-top: 1px solid var(--line);
}

.name {
  font-weight: 600;
}

.state {
  display: inline-flex;
  align-items: center;
  gap: 8px;
}

.state.operational {
  color: var(--success);
}

.state.degraded,
.state.partial-outage {
  color: var(--warning);
}

.state.major-outage {
  color: var(--danger);
  font-weight: 650;
}

.incident {
  margin-top: 12px;
  padding: 14px 16px;
  border-inline-start: 4px solid var(--neutral);
}

.incident.degraded,
.incident.partial-outage {
  border-inline-start-color: var(--warning);
}

.incident.major-outage {
  border-inline-start-color: var(--danger);
}

.incident h3,
.incident h4 {
  font-size: 17px;
  line-height: 1.35;
}

.incident:target {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}

.day {
  margin-top: 20px;
  font-size: 15px;
  color: var(--muted);
}

.when {
  font-size: 14px;
}

time {
  white-space: nowrap;
}

.when b {
  color: var(--text);
}

.updates {
  margin-top: 12px;
  padding-inline-start: 14px;
  border-inline-start: 2px solid var(--line);
}

.updates li + li {
  margin-top: 12px;
}

.text {
  white-space: pre-wrap;
}

footer {
  margin-top: 40px;
  padding-top: 16px;
  border-top: 1px solid var(--line);
  font-size: 14px;
}

a {
  color: var(--accent);
}

footer a {
  display: inline-block;
  margin-inline-end: 12px;
  padding: 8px 0;
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}
`.trimStart();
