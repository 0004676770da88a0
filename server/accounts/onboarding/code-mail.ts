import { CODE_LIFETIME_MS } from "./rules.ts";

const MINUTES = String(CODE_LIFETIME_MS / 60_000);

/** The mail with a code, in the language of the account. */
export function writeCodeMail(
  code: string,
  { language, name }: { language: string; name: string },
): { subject: string; text: string } {
  return language === "zh" ? inChinese(code, name) : inEnglish(code, name);
}

function inEnglish(code: string, name: string) {
  return {
    subject: `${code} is your code for ${name}`,
    text: [
      `Your code for ${name} is: ${code}`,
      `It is valid for ${MINUTES} minutes. Tell nobody.`,
      "If you did not ask for it, ignore this mail.",
    ].join("\n\n"),
  };
}

function inChinese(code: string, name: string) {
  return {
    subject: `${name} 验证码：${code}`,
    text: [
      `你的 ${name} 验证码是：${code}`,
      `验证码 ${MINUTES} 分钟内有效，请勿告诉他人。`,
      "如果不是你本人的操作，请忽略这封邮件。",
    ].join("\n\n"),
  };
}
