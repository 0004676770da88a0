export { createMailer, type Mail, type Mailer, type MailerOptions } from "./create-mailer.ts";
