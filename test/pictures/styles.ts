/** What the clients look like, as far as it matters for what fits on a line and what is seen first. */
export const styles = {
  common: `
    * { box-sizing: border-box; }
    body { margin: 0; overflow-wrap: anywhere; }
    p, h2 { margin: 0; white-space: pre-wrap; }
    header { padding: 12px 16px; font-weight: 700; border-bottom: 1px solid #8883; }
    main { padding: 12px 0; }
    img { max-width: 100%; border-radius: 8px; display: block; }
    .message { display: grid; grid-template-columns: auto 1fr; padding: 6px 16px; }
    .said { min-width: 0; }
    .alone { grid-column: 1 / -1; font-size: 12px; opacity: .7; padding: 2px 0; }
    .avatar { width: 36px; height: 36px; border-radius: 8px; background: #d92d20; color: #fff; font: 700 18px sans-serif;
      display: grid; place-items: center; margin-right: 10px; }
    .button { display: inline-block; white-space: nowrap; }
    .modal-head, .modal-foot { display: flex; justify-content: space-between; padding: 14px 18px; }
    .modal-foot { justify-content: flex-end; gap: 8px; }
    .modal-body { padding: 6px 18px; }
    .input { margin: 0 0 16px; }
    .box { border: 1px solid #8888; border-radius: 6px; padding: 8px 10px; margin-top: 4px; display: flex;
      justify-content: space-between; }
    .box.tall { min-height: 88px; }
    .placeholder { opacity: .6; }
    .lock-screen { background: linear-gradient(#223, #446); padding: 40px 12px; font: 15px/20px Roboto, sans-serif; }
    .notification { background: #e9e9eee8; color: #000; border-radius: 16px; padding: 10px 14px; max-width: 380px; }
    .notification .app { font-size: 12px; color: #555; display: flex; justify-content: space-between; }
    .notification .lines { display: -webkit-box; -webkit-line-clamp: 4; -webkit-box-orient: vertical; overflow: hidden;
      white-space: pre-wrap; }`,
  slack: `
    body { font: 15px/22px Slack-Lato, Lato, 'Noto Color Emoji', sans-serif; color: #1d1c1d; background: #fff; }
    .phone .message { padding: 6px 12px; }
    h2 { font-size: 18px; line-height: 24px; font-weight: 900; margin: 4px 0; }
    .badge { font-size: 10px; background: #1d1c1d1a; border-radius: 2px; padding: 1px 3px; }
    .time, .context, .hint, .optional { font-size: 12px; color: #616061; }
    a { color: #1264a3; }
    p { margin: 4px 0; max-width: 680px; }
    .mention { background: #1d9bd11a; color: #1264a3; border-radius: 3px; padding: 0 2px 1px; }
    .actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; max-width: 680px; }
    .button { border: 1px solid #1d1c1d4d; border-radius: 8px; padding: 0 12px; font: 700 13px/28px Lato, sans-serif;
      max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
    .phone .button { line-height: 34px; font-size: 14px; }
    .button.primary { background: #007a5a; color: #fff; border-color: #007a5a; }
    .button.danger { background: #e01e5a; color: #fff; border-color: #e01e5a; }
    .alt { font-size: 13px; color: #616061; }
    .image img { max-width: 360px; }
    .form main { background: #0006; padding: 24px; } .phone.form main { padding: 0; }
    .modal { background: #fff; border-radius: 8px; max-width: 520px; margin: 0 auto; font-size: 15px; }
    .modal-head { font-size: 20px; }`,
  discord: `
    body { font: 16px/22px 'gg sans', 'Noto Sans', 'DejaVu Sans', 'Noto Color Emoji', sans-serif; color: #dbdee1;
      background: #313338; }
    .discord { font-size: 15px; }
    .avatar { border-radius: 50%; width: 40px; height: 40px; margin-right: 16px; }
    .phone .avatar { margin-right: 10px; }
    .badge { background: #5865f2; color: #fff; font-size: 10px; border-radius: 3px; padding: 1px 4px; }
    .time { font-size: 12px; color: #949ba4; }
    b { color: #f2f3f5; font-weight: 600; }
    a { color: #00a8fc; }
    code { background: #1e1f22; padding: 0 3px; border-radius: 4px; font-size: 85%; }
    .embed { background: #2b2d31; border-left: 4px solid; border-radius: 4px; padding: 8px 16px 16px 12px; margin: 4px 0;
      max-width: 516px; font-size: 14px; line-height: 18px; }
    .embed h2 { font-size: 16px; line-height: 20px; font-weight: 600; color: #f2f3f5; margin: 8px 0; }
    .fields { display: grid; grid-template-columns: repeat(12, 1fr); gap: 8px; margin-top: 8px; }
    .field { grid-column: span 12; white-space: pre-wrap; } .field b { display: block; }
    .field { white-space: normal; } .field div { white-space: pre-wrap; }
    .desktop .field.inline { grid-column: span 4; }
    .moment { background: #4e50587a; border-radius: 3px; padding: 0 2px; }
    .mention { background: #5865f24d; color: #c9cdfb; border-radius: 3px; padding: 0 2px; }
    .row { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
    .button { background: #4e5058; color: #fff; border-radius: 8px; padding: 0 14px; font-size: 14px; line-height: 32px; }
    .button.primary { background: #5865f2; } .button.danger { background: #da373c; } .button.success { background: #248046; }
    .button.disabled { opacity: .5; }
    .form main { background: #000a; padding: 24px; } .phone.form main { padding: 0; }
    .modal { background: #313338; border-radius: 8px; max-width: 440px; margin: 0 auto; }
    .modal-head { font-size: 18px; } .input i { color: #f23f42; } .box { background: #1e1f22; border: 0; }
    .hint, .warning { font-size: 13px; color: #b5bac1; } .warning { margin: 0 0 14px; }
    .input { font-size: 14px; }`,
  telegram: `
    body { font: 15px/20px Roboto, 'DejaVu Sans', 'Noto Color Emoji', sans-serif; color: #000; background: #a5c48c; }
    .phone { font-size: 16px; line-height: 21px; }
    header { background: #fff; }
    .message { padding: 4px 8px; grid-template-columns: auto minmax(0, 1fr); align-items: end; }
    .avatar { border-radius: 50%; width: 32px; height: 32px; margin-right: 8px; }
    .said { max-width: 430px; } .phone .said { max-width: 320px; }
    .bubble { background: #fff; border-radius: 14px; padding: 7px 12px; }
    p { unicode-bidi: plaintext; }
    .bubble img { margin: 4px 0; }
    .who { color: #d0433b; font-weight: 500; }
    a { color: #2481cc; }
    .time { float: right; font-size: 12px; color: #8a8f94; margin: 4px 0 0 12px; }
    .row { display: flex; gap: 4px; margin-top: 4px; }
    .button { flex: 1; background: #0005; color: #fff; border-radius: 8px; text-align: center; line-height: 38px; padding: 0 8px;
      font-size: 14px; font-weight: 500; overflow: hidden; text-overflow: ellipsis; position: relative; min-width: 0; }
    .button i { position: absolute; right: 6px; top: -10px; font-size: 11px; }
    .button.primary { background: #2481ccdd; } .button.danger { background: #d9362fdd; } .button.success { background: #2e9b4fdd; }
    .reply { grid-column: 1 / -1; background: #fff; margin-top: 10px; padding: 8px 12px; border-left: 3px solid #2481cc; }
    .reply span { color: #999; }`,
} as const;
