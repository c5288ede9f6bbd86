export { NotificationsModule } from './notifications.module.js';
export { SendLetter } from './send-letter.js';
export { LetterPace, SendLetters } from './send-letters.js';
