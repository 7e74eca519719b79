"""The examples in English."""

WORDS: dict[str, tuple[str, str, tuple[str, str, str]]] = {
    "decor": (
        "Mirrors, lamps and baskets made by hand in Salé",
        "We are four craftspeople. We work with wood, leather and palm leaf. Made to order.",
        ("Palm leaf basket", "Wooden lamp", "Small mirror"),
    ),
    "sewing": (
        "Wax print dresses and bags, sewn in Rabat, repairs in two days",
        "We are three dressmakers. We sew to measure, for women, men and children.",
        ("Wax dress made to measure", "Wax bag", "Hem or zip"),
    ),
    "beauty": (
        "Braids, haircuts and hair care, at your home or in our salon",
        "African braids, hair for parties, care of curly hair. Please book ahead.",
        ("Haircut", "Braids", "Hair care"),
    ),
    "education": (
        "Help with school and French lessons for children and adults",
        "Small groups of six. The first hour is free. We also come to your home.",
        ("Private lesson", "One month in a small group", "Workshop of one day"),
    ),
    "catering": (
        "West African cooking, to take away and for your parties",
        "Thieboudienne, attiéké, hibiscus juice, made every day. Order the day before.",
        ("Dish of the day", "Full menu", "Buffet for 10 people"),
    ),
    "technology": (
        "Computer repair and simple websites for shops",
        "We come to you or work from afar. Finding out what is wrong is free.",
        ("Computer repair", "One-page website", "Installing a program"),
    ),
    "audiovisual": (
        "Photos and films of weddings, parties and products",
        "Two cameras, a drone, edited within a week. You choose the music.",
        ("Film of a party", "Product photos", "Photo album"),
    ),
    "cleaning": (
        "Cleaning of homes, offices and stairs in Tangier",
        "A team of six. We bring what we need. Free estimate.",
        ("Cleaning of a flat", "Deep cleaning", "Washing of carpets"),
    ),
    "building": (
        "Painting, tiling and small works, clean and on time",
        "We protect your furniture and tidy up. Free estimate on the spot.",
        ("Painting, a square metre", "A mason for a day", "Tiling, a square metre"),
    ),
    "communication": (
        "Logos, posters and Facebook pages for small businesses",
        "We write in French and in Arabic. You see two drafts before you choose.",
        ("Poster", "Logo", "Facebook page, one month"),
    ),
    "commerce": (
        "Spices, shea butter and fabrics from Africa, delivered in Oujda",
        "We choose our products ourselves. Write before noon, delivered in the evening.",
        ("Shea butter", "Spices, a bag", "Wax fabric, a metre"),
    ),
    "care": (
        "Help for elderly people and child care at home",
        "Trained and patient people. We meet before we begin.",
        ("Child care, an hour", "A day of help", "A night"),
    ),
    "transport": (
        "Delivery of parcels and small moves in Kénitra",
        "A van and a cargo tricycle. We help to carry. Every day but Sunday.",
        ("Delivery in town", "Small move", "Errand by motorbike"),
    ),
    "industry": (
        "Bags, labels and packing for your products",
        "A small workshop in Témara. From a hundred pieces. Delivered in three days.",
        ("A hundred labels", "A hundred bags", "Packing, a day"),
    ),
    "repair": (
        "Repair of phones, fridges and washing machines",
        "We look for free at what is wrong. Repairs hold three months, that is our promise.",
        ("Phone screen", "Fridge", "Small device"),
    ),
    "agriculture": (
        "Vegetables, honey and olive oil from our fields",
        "Without chemical fertiliser. Order baskets on Monday, take them on Friday.",
        ("Basket, a kilo", "Honey, a jar", "Eggs, a tray"),
    ),
    "security": (
        "Guards for parties, building sites and shops",
        "Trained and polite guards in uniform. By day and by night, also for one evening.",
        ("A guard for a day", "A guard for a night", "A team for a party"),
    ),
    "office": (
        "Typing, letters, invoices and the papers of your business",
        "Send your papers by WhatsApp, we give them back tidy the next day.",
        ("CV and letter", "Invoices of a month", "A page to type"),
    ),
    "arts": (
        "Music and dance for your parties, djembe lessons",
        "Five musicians. A concert of an hour or a whole evening. Lessons on Saturday.",
        ("Djembe lesson", "Concert of an hour", "Workshop for children"),
    ),
    "social": (
        "Workshops, games and outings for the families around us",
        "We are an association of mothers. Everyone is welcome.",
        ("Wednesday workshop", "Outing of a day", "Member for a year"),
    ),
    "professions": (
        "Advice and bookkeeping for small cooperatives",
        "We use plain words. The first meeting of an hour is free.",
        ("Advice, an hour", "Accounts of a month", "Complete file"),
    ),
}
