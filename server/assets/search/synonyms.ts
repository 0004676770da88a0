import { FRAMEWORKS } from "#contract/taxonomies/frameworks.ts";
import { TASKS } from "#contract/taxonomies/tasks.ts";
import type { AssetKind } from "#contract/kinds.ts";

/** Spellings of one thing in English and Chinese: whoever asks for one finds all of them. */
export type Synonyms = { id: string; spellings: readonly string[] };

/** What people say for a task besides its id and its two names. */
const TASK_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  "text-generation": ["文字生成"],
  "question-answering": ["问答", "QA"],
  "text-classification": ["文档分类"],
  "token-classification": ["序列标注"],
  "table-question-answering": ["Table QA"],
  "zero-shot-classification": ["零样本文本分类"],
  translation: ["机器翻译", "machine translation"],
  summarization: ["summarisation", "text summarization", "摘要生成", "自动摘要"],
  "feature-extraction": ["embedding", "词向量", "文本向量", "文本嵌入", "向量化"],
  "fill-mask": ["masked language modeling", "掩码语言模型"],
  "sentence-similarity": ["文本相似度", "语义相似度", "semantic similarity"],
  "text-ranking": ["reranker", "rerank", "重排序"],
  "image-text-to-text": ["vision language model", "VLM", "视觉语言模型", "图文对话"],
  "visual-question-answering": ["VQA"],
  "image-classification": ["图片分类", "影像分类"],
  "object-detection": ["物体检测", "对象检测", "目标识别"],
  "image-segmentation": ["语义分割", "semantic segmentation", "图片分割"],
  "keypoint-detection": ["姿态估计", "pose estimation"],
  "image-to-text": ["image captioning", "图生文", "看图说话", "图片描述"],
  "image-to-image": ["img2img", "图生图"],
  "image-to-video": ["img2vid", "图生视频"],
  "text-to-image": ["txt2img", "文生图", "文本生图"],
  "text-to-video": ["txt2vid", "文生视频"],
  "text-to-3d": ["文生3D"],
  "image-to-3d": ["图生3D"],
  "automatic-speech-recognition": ["ASR", "speech to text", "语音转文字", "语音转写"],
  "text-to-speech": ["TTS", "speech synthesis", "文本转语音", "文字转语音"],
  "voice-activity-detection": ["VAD", "语音活动检测"],
  "time-series-forecasting": ["time series prediction", "时间序列预测"],
  "graph-ml": ["图神经网络", "graph neural network", "GNN"],
};

/** Other writings of one framework; tools that merely work with it are not it. */
const FRAMEWORK_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  pytorch: ["torch"],
  tensorflow: ["tf"],
  mindspore: ["昇思"],
  paddlepaddle: ["paddle", "飞桨"],
  sklearn: [],
  coreml: [],
  tflite: [],
  open_clip: [],
  pytorch_geometric: ["pyg"],
  "megatron-lm": ["megatron"],
  mmdetection: ["mmdet"],
  mmsegmentation: ["mmseg"],
};

/** Words of the field that every second query has. */
const TERMS: readonly (readonly [id: string, ...spellings: string[]])[] = [
  ["llm", "LLM", "large language model", "大语言模型", "大模型"],
  ["language-model", "language model", "语言模型"],
  ["multimodal", "multimodal", "multi-modal", "多模态"],
  ["chat", "chat", "chatbot", "conversation", "conversational", "对话", "聊天"],
  ["instruction", "instruct", "instruction", "指令"],
  ["fine-tuning", "fine-tuning", "finetuning", "finetune", "fine-tuned", "微调"],
  ["pre-training", "pre-training", "pretraining", "pretrained", "pre-trained", "预训练"],
  ["quantization", "quantization", "quantisation", "quantized", "量化"],
  ["distillation", "distillation", "distilled", "蒸馏"],
  ["reasoning", "reasoning", "推理", "推理模型"],
  ["inference", "inference", "推理"],
  ["deep-learning", "deep learning", "深度学习"],
  ["machine-learning", "machine learning", "机器学习"],
  ["computer-vision", "computer vision", "计算机视觉"],
  ["nlp", "NLP", "natural language processing", "自然语言处理"],
  ["diffusion", "diffusion", "扩散模型"],
  ["ner", "NER", "named entity recognition", "命名实体识别"],
  ["ocr", "OCR", "optical character recognition", "文字识别", "光学字符识别"],
  ["sentiment", "sentiment analysis", "情感分析", "情感分类"],
  ["face-recognition", "face recognition", "人脸识别"],
  ["face-detection", "face detection", "人脸检测"],
  ["knowledge-graph", "knowledge graph", "知识图谱"],
  ["recommendation", "recommendation", "recommender system", "推荐系统"],
  ["rag", "RAG", "retrieval augmented generation", "检索增强生成"],
  ["agent", "agent", "智能体"],
  ["benchmark", "benchmark", "基准测试", "评测"],
  ["autonomous-driving", "autonomous driving", "self driving", "自动驾驶"],
  ["remote-sensing", "remote sensing", "遥感"],
  ["medical", "medical", "医学", "医疗"],
  ["finance", "finance", "financial", "金融"],
  ["code", "code", "代码"],
  ["speech", "speech", "语音"],
  ["audio", "audio", "音频"],
  ["video", "video", "视频"],
  ["picture", "image", "图像", "图片"],
  ["text", "text", "文本"],
  ["chinese", "chinese", "中文"],
  ["english", "english", "英文", "英语"],
  ["ascend", "ascend", "昇腾"],
];

/** What the kinds are called. An asset of a kind is found by it, whether or not its card says so. */
const KIND_SPELLINGS: { readonly [Kind in AssetKind]?: readonly string[] } = {
  model: ["model", "模型"],
  dataset: ["dataset", "data set", "数据集"],
  algorithm: ["algorithm", "算法"],
  notebook: ["notebook", "笔记本"],
  workflow: ["workflow", "工作流"],
  skill: ["skill", "技能"],
  article: ["article", "文章"],
  case: ["案例"],
  solution: ["solution", "解决方案"],
};

/** The id of what all assets of a kind are, where it has words of its own. */
export function kindSynonym(kind: AssetKind): string | undefined {
  return KIND_SPELLINGS[kind] && `kind-${kind}`;
}

/** Everything that has more than one spelling; the spellings of one may hold those of another. */
export const SYNONYMS: readonly Synonyms[] = [
  ...TASKS.filter(({ id }) => id !== "other").map(({ id, name, nameZh }) => ({
    id,
    spellings: [id, name, nameZh, ...(TASK_SPELLINGS[id] ?? [])],
  })),
  ...FRAMEWORKS.flatMap(({ id, name }) => {
    const others = FRAMEWORK_SPELLINGS[id];
    return others === undefined ? [] : [{ id, spellings: [id, name, ...others] }];
  }),
  ...TERMS.map(([id, ...spellings]) => ({ id, spellings })),
  ...Object.entries(KIND_SPELLINGS).map(([kind, spellings]) => ({ id: `kind-${kind}`, spellings })),
];
