"""
Sentences that the grammar cannot produce: other words, other order, detours.

They are the honest half of the test: the generated half only asks for new combinations.
"""

BY_HAND: dict[str, dict[str, list[str]]] = {
    "light_on": {
        "en": ["I can't see a thing in here", "could you light up the garage please", "lamp on"],
        "zh": ["黑漆漆的什么都看不见", "麻烦把车库照亮", "床头灯开一下"],
    },
    "light_off": {
        "en": [
            "we are leaving, kill all the lights",
            "the lamp is too bright, off with it",
            "lamp off",
        ],
        "zh": ["出门了，灯都关掉吧", "灯太亮了，关掉它", "台灯不用了，关上"],
    },
    "temperature_set": {
        "en": ["23 degrees please", "I am freezing, make it 24", "cool the attic down to 19"],
        "zh": ["调成23度", "冻死了，暖气开到24度", "阁楼降温到19度"],
    },
    "music_play": {
        "en": ["how about a little Bach", "start my party playlist", "sing me something"],
        "zh": ["来首巴赫听听", "放我的派对歌单", "给我唱首歌"],
    },
    "music_stop": {
        "en": ["silence, please", "enough of this song", "mute the speakers"],
        "zh": ["安静点，别唱了", "这首歌听够了", "音箱静音"],
    },
    "alarm_set": {
        "en": [
            "don't let me sleep past nine",
            "remind me to get up at five",
            "alarm clock, half past five",
        ],
        "zh": ["别让我睡过九点", "五点提醒我起来", "闹钟设到五点半"],
    },
    "weather_ask": {
        "en": [
            "should I take a coat to work tomorrow",
            "is there a storm coming",
            "forecast for Sunday",
        ],
        "zh": ["明天上班要穿外套吗", "会有暴风雨吗", "星期天的天气预报"],
    },
    "curtain_open": {
        "en": [
            "I would like to see the garden, open up the curtains",
            "blinds up",
            "let in some daylight",
        ],
        "zh": ["我想看看花园，窗帘拉开", "百叶窗升上去", "让光线进来"],
    },
    "curtain_close": {
        "en": [
            "the neighbours can look in, shut the curtains",
            "blinds down",
            "too much sun on the screen",
        ],
        "zh": ["邻居看得见，窗帘拉上", "百叶窗放下", "阳光照在屏幕上太刺眼"],
    },
    "vacuum_start": {
        "en": [
            "there are crumbs all over the carpet",
            "send out the little robot",
            "hoover upstairs",
        ],
        "zh": ["地毯上全是饼干屑", "派小机器人出来干活", "楼上吸一下尘"],
    },
}
