"""A corpus that needs no download: documents drawn at random from lists of words, topic by topic.

It is no language, and says so. It is hard because most words of a document are common to all topics,
and because many of the others are another topic's.
"""

from random import Random

# Every document's words: of its own topic, of any topic, and of none.
OWN, ANY = 0.12, 0.12
SHORTEST, LONGEST = 20, 60
TRAIN_DOCUMENTS, TEST_DOCUMENTS = 400, 160  # of each topic
SEED = 20

COMMON = (
    "the of and to in is it that was for on with as be at by this have from or one had not but what "
    "all were when we there can an your which their said if do will each about how up out them then "
    "she many some so these would other into has more her two like him see time could no make than "
    "first been its who now people my made over did down only way find use may long little very after "
    "words called just where most know get "
)

TOPICS = {
    "astronomy": "star planet orbit telescope galaxy moon comet eclipse gravity nebula crater",
    "cooking": "flour oven butter recipe onion simmer garlic pastry spoon sauce knead roast",
    "gardening": "soil seed compost prune tulip hedge weed mulch harvest lawn greenhouse shovel",
    "music": "violin chord melody rhythm orchestra piano tempo singer harmony drum concert flute",
    "football": "goal striker referee penalty stadium midfield keeper tackle league offside corner",
    "medicine": "patient surgeon dose symptom vaccine fever clinic nurse diagnosis tumour pulse remedy",
    "law": "judge verdict statute appeal lawyer contract court witness plaintiff clause tribunal jury",
    "finance": "bond dividend loan broker interest market share budget investor debt currency audit",
    "sailing": "anchor mast harbour rudder sail deck tide captain buoy keel regatta mooring",
    "painting": "canvas brush pigment portrait easel gallery sketch fresco palette landscape varnish",
    "chess": "bishop pawn checkmate gambit rook castle knight endgame opening tournament board queen",
    "railway": "locomotive platform signal carriage track conductor tunnel timetable freight station",
    "weather": "storm cloud rainfall humidity thunder forecast drizzle snow breeze frost fog",
    "beekeeping": "hive honey swarm pollen drone nectar wax comb smoker apiary sting brood",
    "knitting": "yarn needle stitch wool pattern scarf purl sweater loop sleeve skein gauge",
    "geology": "granite fault mineral lava fossil basalt sediment quartz erosion crust volcano mantle",
    "cycling": "pedal saddle gear helmet chain wheel sprint tyre peloton brake handlebar climb",
    "printing": "ink press type paper margin plate binding folio proof leaflet font roller",
    "carpentry": "saw plank chisel hammer joint oak nail sandpaper lathe bench drill hinge",
    "photography": "lens shutter exposure tripod flash negative focus aperture zoom darkroom filter",
}


def documents(part: str, topics: int) -> tuple[list[str], list[int]]:
    """The documents of the "train" or "test" part on the first `topics` topics, and their labels.

    Always the same ones: they are drawn with a seed of the part's and the topic's own.
    """
    size = TRAIN_DOCUMENTS if part == "train" else TEST_DOCUMENTS
    names = list(TOPICS)[:topics]
    drawn = [
        (_document(random, names, name), label)
        for label, name in enumerate(names)
        for random in [Random(f"{SEED} {part} {name} {topics}")]
        for _ in range(size)
    ]
    Random(f"{SEED} {part}").shuffle(drawn)
    texts, labels = zip(*drawn, strict=True)
    return list(texts), list(labels)


def _document(random: Random, names: list[str], own: str) -> str:
    return " ".join(_word(random, names, own) for _ in range(random.randint(SHORTEST, LONGEST)))


def _word(random: Random, names: list[str], own: str) -> str:
    drawn = random.random()
    if drawn < OWN:
        return random.choice(TOPICS[own].split())
    if drawn < OWN + ANY:
        return random.choice(TOPICS[random.choice(names)].split())
    return random.choice(COMMON.split())
