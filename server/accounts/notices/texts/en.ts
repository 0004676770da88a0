import type { NoticeTexts } from "./notice-texts.ts";

export const en: NoticeTexts = {
  frame: {
    why: "You receive this mail because notices are mailed to you. You can switch that off here:",
    whyAlways: "The result of a security scan is always mailed.",
  },
  kinds: {
    "review-requested": {
      subject: "{asset} waits for a review",
      text: "{account} has submitted {asset} for review.\n{reason}",
    },
    "review-approved": {
      subject: "{asset} was approved",
      text: "The review of {asset} is done: it was approved.\n{reason}",
    },
    "review-rejected": {
      subject: "{asset} was rejected",
      text: "The review of {asset} is done: it was rejected. Correct it and submit it again.\nReason: {reason}",
    },
    "review-reopened": {
      subject: "{asset} is reviewed again",
      text: "A change of {asset} has to be reviewed.\nReason: {reason}",
    },
    "scan-failed": {
      subject: "The security scan of {asset} found something",
      text: "The security scan of {asset} found something that has to be put right first.\n{reason}",
    },
    "publish-failed": {
      subject: "{asset} could not be published",
      text: "Publishing {asset} failed.\nReason: {reason}",
    },
    "usage-requested": {
      subject: "{account} asks to use {asset}",
      text: "{account} asks to use {asset}.\nThey say: {reason}",
    },
    "usage-approved": {
      subject: "You may use {asset}",
      text: "Your request to use {asset} was approved.\nYour access lasts until {date}.",
    },
    "usage-rejected": {
      subject: "Your request to use {asset} was rejected",
      text: "Your request to use {asset} was rejected.\nReason: {reason}\nYou may ask again from {date} on.",
    },
    "usage-revoked": {
      subject: "You may no longer use {asset}",
      text: "The decision on your request to use {asset} was taken back. It waits for a new one.",
    },
    "usage-reminder": {
      subject: "Requests to use {asset} are waiting",
      text: "Requests to use {asset} wait for a decision: {count}.\nThe oldest one has waited for {days} days.",
    },
    "usage-expiring": {
      subject: "Your access to {asset} ends soon",
      text: "Your access to {asset} ends on {date}. You can ask for it again afterwards.",
    },
    "usage-delegated": {
      subject: "You decide on requests to use {asset}",
      text: "{account} lets you decide on requests to use {asset}.",
    },
    "quota-expiring": {
      subject: "Your subscription to {asset} ends soon",
      text: "Your subscription to {asset} ends soon.\nDays left: {days}",
    },
    "quota-expired": {
      subject: "Your subscription to {asset} has ended",
      text: "Your subscription to {asset} has ended. You can subscribe again.",
    },
    "delivery-finished": {
      subject: "{asset} was delivered",
      text: "The files of {asset} were delivered.\nTo: {target}",
    },
    "delivery-failed": {
      subject: "{asset} could not be delivered",
      text: "Delivering the files of {asset} failed.\nReason: {reason}",
    },
    "import-finished": {
      subject: "Files were imported into {asset}",
      text: "What you asked to import into {asset} is there.\nFrom: {source}",
    },
    "import-failed": {
      subject: "Files could not be imported into {asset}",
      text: "Importing files into {asset} failed.\nReason: {reason}",
    },
    "version-published": {
      subject: "{asset} has a new version",
      text: "{asset} has a new version: {version}",
    },
    "discussion-comment": {
      subject: "{account} wrote about {asset}",
      text: "{account} wrote in a discussion of {asset}.\nDiscussion: {title}",
    },
    "comment-reply": {
      subject: "{account} replied to you",
      text: "{account} replied to you in a discussion of {asset}.\nDiscussion: {title}",
    },
    "asset-comment": {
      subject: "{account} commented on {asset}",
      text: "{account} commented on {asset}:\n{text}",
    },
    "asset-comment-reply": {
      subject: "{account} replied to your comment on {asset}",
      text: "{account} replied to your comment on {asset}:\n{text}",
    },
    "comment-mention": {
      subject: "{account} mentioned you in a comment on {asset}",
      text: "{account} mentioned you in a comment on {asset}:\n{text}",
    },
    "comment-moderated": {
      subject: "Your comment on {asset} was taken away",
      text: "A moderator has hidden or removed your comment on {asset}.\nReason: {reason}",
    },
    "report-filed": {
      subject: "{asset} was reported",
      text: "{account} has reported {asset}. The report waits at the review desk.\nThey say: {text}",
    },
    "report-upheld": {
      subject: "Your report of {asset} was right",
      text: "Your report of {asset} was looked at, and something was done about it.\n{reason}",
    },
    "report-dismissed": {
      subject: "Your report of {asset} was dismissed",
      text: "Your report of {asset} was looked at. Nothing there breaks the rules.\n{reason}",
    },
    "listing-taken-down": {
      subject: "{asset} was unlisted by an operator",
      text: "{asset} was reported, and an operator has unlisted it.\nReason: {reason}",
    },
  },
};
