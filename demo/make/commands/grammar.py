"""
The grammar that generates commands: patterns by intent and language, and the words for the slots.

`{place}`, `{degrees}`, `{music}`, `{hour}` and `{day}` are replaced by one of the words below.
"""

SLOTS: dict[str, dict[str, list[str]]] = {
    "en": {
        "place": ["kitchen", "bedroom", "living room", "bathroom", "hall", "study", "balcony"],
        "degrees": ["16", "18", "20", "21", "22", "24", "25", "26", "28"],
        "music": ["jazz", "piano music", "a folk song", "some rock", "my favourites", "Mozart"],
        "hour": ["six", "half past six", "seven", "a quarter past seven", "eight", "ten"],
        "day": ["today", "tomorrow", "tonight", "this weekend", "on Friday"],
    },
    "zh": {
        "place": ["厨房", "卧室", "客厅", "浴室", "走廊", "书房", "阳台"],
        "degrees": ["16", "18", "20", "21", "22", "24", "25", "26", "28"],
        "music": ["爵士乐", "钢琴曲", "民谣", "摇滚", "我收藏的歌", "莫扎特"],
        "hour": ["六点", "六点半", "七点", "七点一刻", "八点", "十点"],
        "day": ["今天", "明天", "今晚", "周末", "星期五"],
    },
}

PATTERNS: dict[str, dict[str, list[str]]] = {
    "light_on": {
        "en": [
            "turn on the light in the {place}",
            "switch on the {place} light",
            "lights on in the {place}",
            "make it bright in the {place}",
            "I need light in the {place}",
        ],
        "zh": [
            "打开{place}的灯",
            "把{place}的灯打开",
            "{place}开灯",
            "{place}太暗了，开个灯",
            "{place}需要亮一点",
        ],
    },
    "light_off": {
        "en": [
            "turn off the light in the {place}",
            "switch off the {place} light",
            "lights out in the {place}",
            "make it dark in the {place}",
            "nobody is in the {place}, no light needed",
        ],
        "zh": [
            "关掉{place}的灯",
            "把{place}的灯关了",
            "{place}关灯",
            "{place}没人，不用亮灯",
            "熄灭{place}的灯",
        ],
    },
    "temperature_set": {
        "en": [
            "set the {place} to {degrees} degrees",
            "make the {place} {degrees} degrees warm",
            "I want {degrees} degrees in the {place}",
            "change the thermostat to {degrees}",
            "heat the {place} to {degrees} degrees",
        ],
        "zh": [
            "把{place}调到{degrees}度",
            "{place}温度设为{degrees}度",
            "空调开到{degrees}度",
            "{place}太冷了，升到{degrees}度",
            "{place}太热了，降到{degrees}度",
        ],
    },
    "music_play": {
        "en": [
            "play {music}",
            "play {music} in the {place}",
            "I want to hear {music}",
            "put on {music}",
            "let us listen to {music} in the {place}",
        ],
        "zh": [
            "播放{music}",
            "在{place}放{music}",
            "我想听{music}",
            "来点{music}",
            "放一首{music}",
        ],
    },
    "music_stop": {
        "en": [
            "stop the music",
            "stop playing {music}",
            "no more {music} please",
            "turn off the music in the {place}",
            "pause {music}",
        ],
        "zh": [
            "停止播放",
            "别放{music}了",
            "把{place}的音乐关了",
            "暂停{music}",
            "不想听{music}了",
        ],
    },
    "alarm_set": {
        "en": [
            "wake me at {hour} {day}",
            "set an alarm for {hour}",
            "alarm at {hour} {day}",
            "I have to get up at {hour} {day}",
            "ring the bell at {hour}",
        ],
        "zh": [
            "{day}{hour}叫醒我",
            "定一个{hour}的闹钟",
            "{day}{hour}的闹钟",
            "{day}{hour}我要起床",
            "{hour}响铃",
        ],
    },
    "weather_ask": {
        "en": [
            "what is the weather like {day}",
            "will it rain {day}",
            "do I need an umbrella {day}",
            "how cold will it be outside {day}",
            "is it sunny {day}",
        ],
        "zh": [
            "{day}天气怎么样",
            "{day}会下雨吗",
            "{day}要带伞吗",
            "{day}外面冷不冷",
            "{day}是晴天吗",
        ],
    },
    "curtain_open": {
        "en": [
            "open the curtains in the {place}",
            "draw back the {place} curtains",
            "raise the blinds in the {place}",
            "let the sun into the {place}",
            "curtains up in the {place} at {hour}",
        ],
        "zh": [
            "拉开{place}的窗帘",
            "打开{place}窗帘",
            "把{place}的百叶窗升起来",
            "让阳光照进{place}",
            "{hour}拉开{place}的窗帘",
        ],
    },
    "curtain_close": {
        "en": [
            "close the curtains in the {place}",
            "draw the {place} curtains shut",
            "lower the blinds in the {place}",
            "keep the sun out of the {place}",
            "curtains down in the {place} at {hour}",
        ],
        "zh": [
            "拉上{place}的窗帘",
            "关上{place}窗帘",
            "把{place}的百叶窗放下来",
            "{place}太晒了，拉上窗帘",
            "{hour}拉上{place}的窗帘",
        ],
    },
    "vacuum_start": {
        "en": [
            "vacuum the {place}",
            "clean the floor of the {place}",
            "start the robot in the {place}",
            "the {place} is dusty, clean it",
            "sweep the {place} {day} at {hour}",
        ],
        "zh": [
            "打扫{place}",
            "把{place}的地板扫一扫",
            "让扫地机器人清扫{place}",
            "{place}有灰尘，扫一下",
            "{day}{hour}清扫{place}",
        ],
    },
}
