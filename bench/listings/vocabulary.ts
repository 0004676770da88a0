import { randomFrom } from "./random.ts";

const split = (text: string) => text.trim().split(/\s+/);

/** What models and data sets are named after, the most frequent first. */
export const FAMILIES = split(`
  qwen llama bert deepseek mistral whisper stable-diffusion gemma phi glm internlm baichuan roberta t5
  gpt2 yolov8 resnet vit clip bge e5 minilm wav2vec hubert flux sdxl controlnet lora ernie pangu
  yi falcon bloom chatglm electra albert deberta xlnet segformer sam dino swin convnext efficientnet
  mobilenet unet paraformer sensevoice cosyvoice vits tacotron fastspeech donut layoutlm trocr
  tabnet prophet informer patchtst graphcast alphafold esm rwkv mamba jamba dbrx olmo pythia cerebras
`);

export const SIZES = split(
  "7b 1.5b 0.5b 13b 72b base large small tiny 3b 8b 14b 32b 70b xl mini nano",
);

/** Words of cards in English, the most frequent first. */
export const ENGLISH = split(`
  model data training dataset language text image task fine-tuned version license use results
  evaluation inference parameters tokens learning trained generation classification based performance
  library example weights accuracy benchmark code usage input output context chat instruct quantized
  transformer transformers attention layer encoder decoder embedding vision speech audio video detection
  segmentation recognition translation summarization retrieval ranking medical legal finance financial
  education robot robotics autonomous driving weather satellite remote sensing agriculture crop disease
  chest x-ray radiology genome protein chemistry molecule material physics simulation mathematics reasoning
  multilingual chinese english japanese korean arabic spanish german french corpus annotation labelled
  crowd synthetic distilled pruned sparse mixture experts reward preference alignment safety toxicity bias
  retail customer review sentiment news wikipedia dialogue question answering knowledge graph entity relation
  extraction optical character document layout table chart time-series forecasting anomaly industrial defect
  steel printed circuit board traffic pedestrian vehicle license-plate face gesture pose tracking depth
  point cloud lidar drone underwater marine bird wildlife plant flower food recipe fashion garment music
  instrument singing voice cloning speaker emotion keyword wake noise enhancement separation
`);

/** Words of cards in Chinese, the most frequent first. */
export const CHINESE = split(`
  模型 数据集 训练 图像分类 文本生成 中文 大语言模型 微调 推理 开源 数据 图像 语音识别 目标检测 自然语言 对话
  评测 权重 预训练 多模态 机器翻译 情感分析 知识图谱 医疗 金融 法律 教育 工业 缺陷检测 自动驾驶 人脸识别
  车牌识别 遥感影像 卫星 农业 病虫害 作物 胸片 影像 基因 蛋白质 分子 材料 气象 预报 时间序列 异常检测
  语音合成 声纹 降噪 唤醒词 音乐 视频理解 行为识别 姿态估计 点云 激光雷达 无人机 水下 机器人 强化学习
  文字识别 版面分析 表格 合同 新闻 摘要 问答 检索 排序 向量 分词 命名实体识别 关系抽取 古诗 方言 粤语 藏语
  羊驼 书法 国画 服装 菜谱 花卉 鸟类 宠物 垃圾分类 零件 钢材 电路板 风电 电网 巡检 安全帽 烟火 交通 行人 车辆
`);

const SYLLABLES = split(
  "ka lo mi ren tas vo qui zen dra fel gor hin jas kel lum nor pex rud sil tor ump vex wil yor zan bri cle dov",
);
const RARE_WORDS = 60_000;

/** Names that hardly anyone else uses: of people, places, devices and projects. */
export const RARE: readonly string[] = Array.from({ length: RARE_WORDS }, (_, index) => {
  const random = randomFrom(index + 7919);
  const length = 2 + Math.floor(random() * 3);
  const parts = Array.from(
    { length },
    () => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? "",
  );
  return parts.join("");
});
