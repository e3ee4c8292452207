/**
 * Every style sheet of the window, in the order of the cascade: where two rules are equally specific, the later one counts. They are named
 * here and nowhere else, so that this does not hang on which part of the window is drawn first.
 */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shared.css';
import './ui/menu.css';
import './features/folders/folders.css';
import './ui/button.css';
import './ui/notices.css';
import './state/state.css';
import './ui/fields.css';
import './ui/dialog.css';
import './features/messages/messages.css';
import './features/messages/rows.css';
import './features/messages/search-box.css';
import './features/reader/reader-actions.css';
import './features/reader/views/second-reading.css';
import './features/reader/views/path/path.css';
import './features/reader/reader.css';
import './features/reader/message-views.css';
import './features/reader/attachments.css';
import './features/reader/source-views.css';
import './features/reader/reader-room.css';
import './features/settings/settings.css';
import './window.css';
import './features/shell/shell.css';
import './features/shell/palette.css';
import './ui/panes/splitter.css';
import './ui/footer-line.css';
import './features/compose/compose.css';
import './features/outbox/outbox.css';
import './features/accounts/accounts.css';
import './features/practice/practice.css';
import './features/console/console.css';
import './features/console/script/script.css';
import './features/lookup/lookup.css';
import './features/lessons/lessons.css';
import './features/transcript/transcript.css';
import './features/transcript/sessions.css';
import './features/transcript/session-head.css';
import './wire/lines.css';
import './wire/line-detail.css';
import './wire/certificate-chain.css';
import './wire/reading/reading.css';
