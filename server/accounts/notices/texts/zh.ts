import type { NoticeTexts } from "./notice-texts.ts";

export const zh: NoticeTexts = {
  frame: {
    why: "你收到这封邮件，是因为已开启邮件通知。可以在这里关闭：",
    whyAlways: "安全扫描的结果总会以邮件告知。",
  },
  kinds: {
    "review-requested": {
      subject: "{asset} 等待审核",
      text: "{account} 提交了 {asset}，等待审核。\n{reason}",
    },
    "review-approved": {
      subject: "{asset} 审核通过",
      text: "{asset} 的审核已完成，结果为通过。\n{reason}",
    },
    "review-rejected": {
      subject: "{asset} 审核未通过",
      text: "{asset} 的审核已完成，结果为未通过。修正后可以重新提交。\n原因：{reason}",
    },
    "review-reopened": {
      subject: "{asset} 需要重新审核",
      text: "{asset} 有改动需要审核。\n原因：{reason}",
    },
    "scan-failed": {
      subject: "{asset} 的安全扫描发现问题",
      text: "{asset} 的安全扫描发现了必须先处理的问题。\n{reason}",
    },
    "publish-failed": {
      subject: "{asset} 上架失败",
      text: "{asset} 上架失败。\n原因：{reason}",
    },
    "usage-requested": {
      subject: "{account} 申请使用 {asset}",
      text: "{account} 申请使用 {asset}。\n申请理由：{reason}",
    },
    "usage-approved": {
      subject: "你可以使用 {asset} 了",
      text: "你对 {asset} 的可用申请已获批准。\n有效期至 {date}。",
    },
    "usage-rejected": {
      subject: "你对 {asset} 的可用申请未通过",
      text: "你对 {asset} 的可用申请未通过。\n原因：{reason}\n{date} 起可以再次申请。",
    },
    "usage-revoked": {
      subject: "你暂时不能使用 {asset}",
      text: "对你使用 {asset} 的可用申请所作的决定已被撤回，正在等待新的决定。",
    },
    "usage-reminder": {
      subject: "{asset} 有可用申请等待处理",
      text: "{asset} 有可用申请等待处理：{count} 个。\n最早的一个已等待 {days} 天。",
    },
    "usage-expiring": {
      subject: "{asset} 的使用权限即将到期",
      text: "你对 {asset} 的使用权限将于 {date} 到期，到期后可以再次申请。",
    },
    "usage-delegated": {
      subject: "你可以处理 {asset} 的可用申请",
      text: "{account} 委托你处理 {asset} 的可用申请。",
    },
    "quota-expiring": {
      subject: "{asset} 的订阅即将到期",
      text: "你对 {asset} 的订阅即将到期。\n剩余天数：{days}",
    },
    "quota-expired": {
      subject: "{asset} 的订阅已到期",
      text: "你对 {asset} 的订阅已到期，可以重新订阅。",
    },
    "delivery-finished": {
      subject: "{asset} 已送达",
      text: "{asset} 的文件已送达。\n位置：{target}",
    },
    "delivery-failed": {
      subject: "{asset} 未能送达",
      text: "{asset} 的文件未能送达。\n原因：{reason}",
    },
    "import-finished": {
      subject: "文件已导入 {asset}",
      text: "你要导入 {asset} 的文件已就绪。\n来源：{source}",
    },
    "import-failed": {
      subject: "未能向 {asset} 导入文件",
      text: "未能向 {asset} 导入文件。\n原因：{reason}",
    },
    "version-published": {
      subject: "{asset} 发布了新版本",
      text: "{asset} 发布了新版本：{version}",
    },
    "discussion-comment": {
      subject: "{account} 评论了 {asset}",
      text: "{account} 在 {asset} 的讨论中发表了评论。\n讨论：{title}",
    },
    "comment-reply": {
      subject: "{account} 回复了你",
      text: "{account} 在 {asset} 的讨论中回复了你。\n讨论：{title}",
    },
    "asset-comment": {
      subject: "{account} 评论了 {asset}",
      text: "{account} 评论了 {asset}：\n{text}",
    },
    "asset-comment-reply": {
      subject: "{account} 回复了你对 {asset} 的评论",
      text: "{account} 回复了你对 {asset} 的评论：\n{text}",
    },
    "comment-mention": {
      subject: "{account} 在 {asset} 的评论中提到了你",
      text: "{account} 在 {asset} 的评论中提到了你：\n{text}",
    },
    "comment-moderated": {
      subject: "你对 {asset} 的评论已被隐藏或移除",
      text: "管理人员隐藏或移除了你对 {asset} 的评论。\n原因：{reason}",
    },
    "report-filed": {
      subject: "{asset} 被举报",
      text: "{account} 举报了 {asset}，等待处理。\n举报说明：{text}",
    },
    "report-upheld": {
      subject: "你对 {asset} 的举报成立",
      text: "你对 {asset} 的举报已核实并处理。\n{reason}",
    },
    "report-dismissed": {
      subject: "你对 {asset} 的举报未成立",
      text: "你对 {asset} 的举报已核实，未发现违规。\n{reason}",
    },
    "listing-taken-down": {
      subject: "{asset} 已被管理员下架",
      text: "{asset} 被举报，管理员已将其下架。\n原因：{reason}",
    },
  },
};
