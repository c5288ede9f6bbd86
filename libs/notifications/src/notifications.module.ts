import { Consumers, Policies, Sweeps } from '#libs/platform';
import { Module } from '@nestjs/common';
import { LettersController } from './http/letters.controller.js';
import { LetterText } from './letter-text.js';
import { notificationPolicies } from './policy.js';
import { MarkRead } from './mark-read.js';
import { ReadLetters } from './read-letters.js';
import { ResendLetter } from './resend-letter.js';
import { SendLetter } from './send-letter.js';
import { LetterPace, SendLetters } from './send-letters.js';
import { WriteLetters } from './write-letters.js';

@Module({ controllers: [LettersController], providers: [LetterPace, LetterText, MarkRead, ReadLetters, ResendLetter, SendLetter, SendLetters, WriteLetters], exports: [SendLetter] })
export class NotificationsModule {
  constructor(policies: Policies, consumers: Consumers, sweeps: Sweeps, letters: WriteLetters, sending: SendLetters, pace: LetterPace) {
    policies.add(notificationPolicies);
    consumers.add('notifications', (tx, event) => letters.hear(tx, event));
    sweeps.add('letters', pace.sweepMs, () => sending.sweep());
  }
}
