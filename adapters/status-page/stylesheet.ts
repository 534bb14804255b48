import { baseCss } from '../../src/lib/design-tokens.ts';

/**
 * Separate from the web chat's styles, so that a proxy can publish `/status*` and nothing else. A string, so that the build
 * has no file to copy.
 */
export const stylesheet = `${baseCss()}
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
  border-color: var(--tone, var(--line));
  background: var(--soft, var(--surface));
  font-size: 20px;
  font-weight: 650;
  line-height: 1.3;
  hyphens: auto;
}

.operational {
  --tone: var(--success);
  --soft: var(--success-soft);
}

.under-maintenance {
  --tone: var(--accent);
  --soft: var(--accent-soft);
}

.degraded,
.partial-outage {
  --tone: var(--warning);
  --soft: var(--warning-soft);
}

.major-outage {
  --tone: var(--danger);
  --soft: var(--danger-soft);
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
  background: var(--tone, var(--neutral));
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
}

.under-maintenance::before {
  content: "\\2699\\FE0E" / "";
  border-radius: 5px;
}

.degraded::before,
.partial-outage::before {
  content: "!" / "";
}

.major-outage::before {
  content: "\\2715" / "";
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
  color: var(--tone, inherit);
}

.state.major-outage {
  font-weight: 650;
}

.incident {
  margin-top: 12px;
  padding: 14px 16px;
  border-inline-start: 4px solid var(--tone, var(--neutral));
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

@media (min-width: 20em) {
  time {
    white-space: nowrap;
  }
}

/* A phone at 200 %: the longest word of a state has the whole width, with the mark before or above it. */
@media (max-width: 16em) {
  main {
    padding-inline: 8px;
  }

  h2 {
    font-size: 17px;
  }

  .headline {
    display: block;
    padding: 12px;
    font-size: 16px;
  }

  .headline::before {
    display: grid;
    margin-bottom: 8px;
  }

  .services li,
  .incident {
    padding: 10px;
  }

  .incident h3,
  .incident h4 {
    font-size: 16px;
  }

  .state {
    display: block;
  }

  .state::before {
    margin-inline-end: 8px;
    vertical-align: middle;
  }
}

/* Without backgrounds, the outline keeps the shape of the mark. */
@media (forced-colors: active) {
  .headline::before,
  .state::before {
    border: 1px solid;
  }
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

footer a {
  display: inline-block;
  margin-inline-end: 12px;
  padding: 8px 0;
}
`;
