"""
Train `bilingual-llama-tiny`, a Llama of about a million parameters, on `pocket-facts-qa`.

Writes the model, its tokenizer, the loss of every step and the measured accuracy. Accuracy is the
share of the test split whose greedy answer is exactly right, measured on the files as written.
"""

import argparse
import csv
import math
import time
from pathlib import Path

import pandas as pd
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    GenerationConfig,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)

from common import CONTENT, SEED, asset_folder, percent, seed_everything, write_figures, write_json
from facts.relations import all_facts
from save_tokenizer import save_tokenizer

NAME = "bilingual-llama-tiny"
VOCABULARY_SIZE = 2048
EPOCHS = 40
BATCH_SIZE = 24
PEAK_LEARNING_RATE = 3e-3
WARM_UP_STEPS = 60
IGNORED = -100  # the label that the loss leaves out
SHOWN_QUESTIONS = [
    "Which city is the capital of Kenya?",
    "How many legs does a spider have?",
    "What is the symbol of gold?",
    'Translate "moon" into Chinese.',
    "新西兰的首都是哪里？",
    "“便宜”的反义词是什么？",
    "第四颗行星叫什么？",
    "What is the capital of Atlantis?",
]
CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "{% if message['role'] == 'user' %}{{ bos_token }}Q: {{ message['content'] }}\n"
    "{% elif message['role'] == 'assistant' %}A: {{ message['content'] }}{{ eos_token }}"
    "{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}A:{% endif %}"
)


def read_split(split: str) -> pd.DataFrame:
    """One split of the dataset, as `make_facts.py` wrote it."""
    data = CONTENT / "dataset" / "pocket-facts-qa" / "data"
    return pd.read_parquet(data / f"{split}-00000-of-00001.parquet")


def prompt(question: str) -> str:
    """The form in which the model has learnt to be asked."""
    return f"Q: {question}\nA:"


def training_texts() -> list[tuple[str, str]]:
    """
    Pairs of a given text and the text to learn after it: statements of every fact after nothing,
    and the answers of the training split after their questions.
    """
    statements = [("", statement) for fact in all_facts() for statement in fact.statements]
    rows = read_split("train")
    pairs = zip(rows["question"], rows["answer"], strict=True)
    return statements + [(prompt(question), f" {answer}") for question, answer in pairs]


def train_tokenizer(texts: list[str]) -> PreTrainedTokenizerFast:
    """A byte-level BPE tokenizer for exactly these texts; any other text survives it, in bytes."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY_SIZE,
        special_tokens=["<s>", "</s>", "<pad>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        padding_side="left",
        model_max_length=128,
        chat_template=CHAT_TEMPLATE,
    )


def encode(
    tokenizer: PreTrainedTokenizerFast, texts: list[tuple[str, str]]
) -> list[tuple[list[int], int]]:
    """Token ids of each pair, and how many of them are given and therefore not learnt."""
    samples = []
    for given, learnt in texts:
        start = tokenizer(f"<s>{given}")["input_ids"]
        samples.append((start + tokenizer(f"{learnt}</s>")["input_ids"], len(start)))
    return samples


def new_model(tokenizer: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    """The architecture, with random weights."""
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=128,
        intermediate_size=384,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=128,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return LlamaForCausalLM(config)


def batches_of(
    samples: list[tuple[list[int], int]], pad: int, generator: torch.Generator
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """One epoch: samples of like length together (little padding), batches in random order."""
    order = torch.randperm(len(samples), generator=generator).tolist()
    order.sort(key=lambda index: len(samples[index][0]))
    batches = []
    for start in range(0, len(order), BATCH_SIZE):
        chosen = [samples[index] for index in order[start : start + BATCH_SIZE]]
        longest = max(len(ids) for ids, _ in chosen)
        inputs = torch.tensor([ids + [pad] * (longest - len(ids)) for ids, _ in chosen])
        labels = torch.where(inputs == pad, IGNORED, inputs)
        for row, (_, given) in enumerate(chosen):
            labels[row, :given] = IGNORED
        batches.append((inputs, labels))
    shuffled = torch.randperm(len(batches), generator=generator).tolist()
    return [batches[index] for index in shuffled]


def learning_rate(step: int, steps: int) -> float:
    """Linear warm-up, then a half cosine down to zero."""
    if step < WARM_UP_STEPS:
        return PEAK_LEARNING_RATE * (step + 1) / WARM_UP_STEPS
    progress = (step - WARM_UP_STEPS) / (steps - WARM_UP_STEPS)
    return PEAK_LEARNING_RATE * 0.5 * (1 + math.cos(math.pi * progress))


def train(model: LlamaForCausalLM, samples: list[tuple[list[int], int]], log_path: Path) -> None:
    """Minimise the loss of the next token and log it at every step."""
    pad = model.config.pad_token_id
    generator = torch.Generator().manual_seed(SEED)
    optimizer = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.98), weight_decay=0.05)
    steps = EPOCHS * math.ceil(len(samples) / BATCH_SIZE)
    step = 0
    model.train()
    with log_path.open("w", newline="") as log_file:
        log = csv.writer(log_file)
        log.writerow(["step", "epoch", "learning_rate", "loss"])
        for epoch in range(EPOCHS):
            for inputs, labels in batches_of(samples, pad, generator):
                rate = learning_rate(step, steps)
                for group in optimizer.param_groups:
                    group["lr"] = rate
                loss = model(input_ids=inputs, labels=labels).loss
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                optimizer.zero_grad()
                log.writerow([step, epoch, f"{rate:.6f}", f"{loss.item():.4f}"])
                step += 1
            print(f"epoch {epoch + 1}/{EPOCHS}: loss {loss.item():.3f}", flush=True)


@torch.inference_mode()
def answers_to(questions: list[str], folder: Path) -> list[str]:
    """The model's greedy answers, from the saved files."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder)
    answers: list[str] = []
    for start in range(0, len(questions), 64):
        chosen = questions[start : start + 64]
        texts = [tokenizer.bos_token + prompt(question) for question in chosen]
        inputs = tokenizer(texts, return_tensors="pt", padding=True, return_token_type_ids=False)
        output = model.generate(**inputs, max_new_tokens=24, do_sample=False)
        replies = output[:, inputs["input_ids"].shape[1] :]
        answers += [
            text.strip() for text in tokenizer.batch_decode(replies, skip_special_tokens=True)
        ]
    return answers


def evaluate(folder: Path) -> dict[str, float]:
    """Exact-match accuracy on the test split: overall, per language and per topic."""
    rows = read_split("test")
    rows["right"] = [
        given == wanted
        for given, wanted in zip(
            answers_to(list(rows["question"]), folder), rows["answer"], strict=True
        )
    ]
    accuracy = {"overall": rows["right"].mean()}
    for column in ("language", "topic"):
        accuracy |= rows.groupby(column)["right"].mean().to_dict()
    return {key: round(float(value), 4) for key, value in accuracy.items()}


def reply_table(folder: Path) -> str:
    """A Markdown table of what the model answers to a few questions, right or wrong."""
    replies = zip(SHOWN_QUESTIONS, answers_to(SHOWN_QUESTIONS, folder), strict=True)
    return "\n".join(f"| {question} | {answer} |" for question, answer in replies)


def measure(folder: Path) -> None:
    """Evaluate the model as written, and write its results and its card."""
    accuracy = evaluate(folder)
    write_json(folder / "eval_results.json", {"metric": "exact match", "accuracy": accuracy})
    losses = pd.read_csv(folder / "training_log.csv")["loss"]
    parameters = AutoModelForCausalLM.from_pretrained(folder).num_parameters()
    write_figures(
        "model",
        NAME,
        {
            "parameters": f"{parameters / 1e6:.2f}",
            "parameters_zh": f"{parameters / 1e4:.0f} 万",
            "samples": f"{len(training_texts()):,}",
            "epochs": EPOCHS,
            "first_loss": f"{losses.iloc[0]:.2f}",
            "last_loss": f"{losses.tail(100).mean():.2f}",
            "accuracy": percent(accuracy["overall"]),
            "accuracy_value": accuracy["overall"],
            "accuracy_en": percent(accuracy["en"]),
            "accuracy_zh": percent(accuracy["zh"]),
            "reply_table": reply_table(folder),
        },
    )
    print(f"accuracy {accuracy}")


def train_and_save(folder: Path) -> None:
    """Train from nothing and write the model, its tokenizer and the log."""
    texts = training_texts()
    tokenizer = train_tokenizer([given + learnt for given, learnt in texts])
    model = new_model(tokenizer)
    started = time.monotonic()
    train(model, encode(tokenizer, texts), folder / "training_log.csv")
    print(f"{time.monotonic() - started:.0f} s of training")
    model.generation_config = GenerationConfig(
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        max_new_tokens=24,
        do_sample=False,
    )
    model.to(torch.bfloat16).save_pretrained(folder)
    save_tokenizer(tokenizer, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and measure the language model.")
    parser.add_argument("--measure-only", action="store_true", help="keep the model as it is")
    options = parser.parse_args()
    seed_everything()
    folder = asset_folder("model", NAME)
    if not options.measure_only:
        train_and_save(folder)
    measure(folder)


if __name__ == "__main__":
    main()
