import { indexTerms, type Term } from "./term.ts";

/** The groups under which tasks are offered. */
export const TASK_GROUPS = [
  { id: "multimodal", name: "Multimodal", nameZh: "多模态" },
  { id: "vision", name: "Computer vision", nameZh: "计算机视觉" },
  { id: "text", name: "Natural language", nameZh: "自然语言处理" },
  { id: "audio", name: "Audio", nameZh: "语音与音频" },
  { id: "tabular", name: "Tables and time series", nameZh: "表格与时序" },
  { id: "control", name: "Reinforcement learning", nameZh: "强化学习" },
  { id: "other", name: "Other", nameZh: "其他" },
] as const satisfies readonly Term[];

export type TaskGroupId = (typeof TASK_GROUPS)[number]["id"];

export type Task = Term<TaskId> & { readonly group: TaskGroupId };

/** Card id (the hub's pipeline tag), group, name, Chinese name. */
const ROWS = [
  ["text-generation", "text", "Text generation", "文本生成"],
  ["question-answering", "text", "Text question answering", "文本问答"],
  ["text-classification", "text", "Text classification", "文本分类"],
  ["token-classification", "text", "Token classification", "词元分类"],
  ["table-question-answering", "text", "Table question answering", "表格问答"],
  ["zero-shot-classification", "text", "Zero-shot classification", "零样本分类"],
  ["translation", "text", "Translation", "翻译"],
  ["summarization", "text", "Summarization", "文本摘要"],
  ["feature-extraction", "text", "Feature extraction", "特征提取"],
  ["text2text-generation", "text", "Text-to-text generation", "文本到文本生成"],
  ["fill-mask", "text", "Fill mask", "完形填空"],
  ["sentence-similarity", "text", "Sentence similarity", "句子相似度"],
  ["text-ranking", "text", "Text ranking", "文本排序"],
  ["text-retrieval", "text", "Text retrieval", "文本检索"],
  ["table-to-text", "text", "Table to text", "表格转文本"],
  ["multiple-choice", "text", "Multiple choice", "多项选择"],
  ["image-text-to-text", "multimodal", "Image and text to text", "图文生成文本"],
  ["image-text-to-image", "multimodal", "Image and text to image", "图文生成图像"],
  ["image-text-to-video", "multimodal", "Image and text to video", "图文生成视频"],
  ["audio-text-to-text", "multimodal", "Audio and text to text", "音频与文本生成文本"],
  ["video-text-to-text", "multimodal", "Video and text to text", "视频与文本生成文本"],
  ["visual-question-answering", "multimodal", "Visual question answering", "视觉问答"],
  ["document-question-answering", "multimodal", "Document question answering", "文档问答"],
  ["visual-document-retrieval", "multimodal", "Visual document retrieval", "视觉文档检索"],
  ["any-to-any", "multimodal", "Any to any", "任意模态互转"],
  ["image-classification", "vision", "Image classification", "图像分类"],
  ["object-detection", "vision", "Object detection", "目标检测"],
  ["image-segmentation", "vision", "Image segmentation", "图像分割"],
  ["depth-estimation", "vision", "Depth estimation", "深度估计"],
  ["keypoint-detection", "vision", "Keypoint detection", "关键点检测"],
  ["mask-generation", "vision", "Mask generation", "掩码生成"],
  ["image-feature-extraction", "vision", "Image feature extraction", "图像特征提取"],
  ["image-to-text", "vision", "Image to text", "图像描述"],
  ["image-to-image", "vision", "Image to image", "图像生成图像"],
  ["image-to-video", "vision", "Image to video", "图像生成视频"],
  ["image-to-3d", "vision", "Image to 3D", "图像生成3D"],
  ["text-to-image", "vision", "Text to image", "文本生成图像"],
  ["text-to-video", "vision", "Text to video", "文本生成视频"],
  ["text-to-3d", "vision", "Text to 3D", "文本生成3D"],
  ["unconditional-image-generation", "vision", "Unconditional image generation", "无条件图像生成"],
  ["video-classification", "vision", "Video classification", "视频分类"],
  ["video-to-video", "vision", "Video to video", "视频生成视频"],
  ["zero-shot-image-classification", "vision", "Zero-shot image classification", "零样本图像分类"],
  ["zero-shot-object-detection", "vision", "Zero-shot object detection", "零样本目标检测"],
  ["automatic-speech-recognition", "audio", "Speech recognition", "语音识别"],
  ["text-to-speech", "audio", "Text to speech", "语音合成"],
  ["text-to-audio", "audio", "Text to audio", "文本生成音频"],
  ["audio-to-audio", "audio", "Audio to audio", "音频转换"],
  ["audio-classification", "audio", "Audio classification", "音频分类"],
  ["voice-activity-detection", "audio", "Voice activity detection", "语音端点检测"],
  ["tabular-classification", "tabular", "Tabular classification", "表格分类"],
  ["tabular-regression", "tabular", "Tabular regression", "表格回归"],
  ["tabular-to-text", "tabular", "Tabular to text", "表格数据转文本"],
  ["time-series-forecasting", "tabular", "Time series forecasting", "时序预测"],
  ["reinforcement-learning", "control", "Reinforcement learning", "强化学习"],
  ["robotics", "control", "Robotics", "机器人"],
  ["graph-ml", "other", "Graph machine learning", "图机器学习"],
  ["other", "other", "Other", "其他"],
] as const satisfies readonly (readonly [string, TaskGroupId, string, string])[];

export type TaskId = (typeof ROWS)[number][0];

export const TASKS: readonly Task[] = ROWS.map(([id, group, name, nameZh]) => ({
  id,
  group,
  name,
  nameZh,
}));

export const TASK_IDS: readonly TaskId[] = ROWS.map(([id]) => id);

/** Finds a task by its id or by another spelling in use. */
export const findTask = indexTerms(TASKS, {
  conversational: "text-generation",
  "text-question-answering": "question-answering",
  "image-captioning": "image-to-text",
  asr: "automatic-speech-recognition",
  "speech-recognition": "automatic-speech-recognition",
  tts: "text-to-speech",
  ner: "token-classification",
  summarisation: "summarization",
});

/**
 * The tasks that fine-tuning, inference services and AI apps serve without code of the model's own
 * (REP-10). A model of any other task is a custom model.
 */
export const TOOLCHAIN_TEXT_TASK_IDS = [
  "question-answering",
  "text-generation",
] as const satisfies readonly TaskId[];

/** Whether the text toolchain works for a task id; no task at all does not. */
export function isToolchainTextTask(taskId: string | undefined): boolean {
  return TOOLCHAIN_TEXT_TASK_IDS.some((id) => id === taskId);
}
