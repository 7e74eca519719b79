"""What search engines call a business (types of schema.org below LocalBusiness)."""

PLAIN = "LocalBusiness"
BY_TRADE = {
    **dict.fromkeys(("hairdresser", "barber", "hair-braider", "afro-hair-stylist"), "HairSalon"),
    **dict.fromkeys(("beautician", "waxing-worker", "make-up-artist"), "BeautySalon"),
    "beauty-salon-manager": "BeautySalon",
    "nail-technician": "NailSalon",
    "hammam-attendant": "DaySpa",
    **dict.fromkeys(("baker", "pastry-cook", "moroccan-sweets-maker", "msemen-maker"), "Bakery"),
    **dict.fromkeys(("restaurant-manager", "small-eatery-owner"), "Restaurant"),
    **dict.fromkeys(("moroccan-cook", "african-cook", "pizza-maker", "grill-cook"), "Restaurant"),
    **dict.fromkeys(("fast-food-worker", "street-food-seller"), "FastFoodRestaurant"),
    "barista": "CafeOrCoffeeShop",
    "ice-cream-maker": "IceCreamShop",
    "travel-agent": "TravelAgency",
    "guesthouse-worker": "BedAndBreakfast",
    "building-painter": "HousePainter",
    "plumber": "Plumber",
    "building-electrician": "Electrician",
    "roofer": "RoofingContractor",
    **dict.fromkeys(("small-builder", "mason"), "GeneralContractor"),
    "locksmith": "Locksmith",
    **dict.fromkeys(("air-conditioning-fitter", "refrigeration-mechanic"), "HVACBusiness"),
    **dict.fromkeys(("car-mechanic", "car-electrician", "tyre-repairer"), "AutoRepair"),
    **dict.fromkeys(("car-body-repairer", "car-painter"), "AutoBodyShop"),
    "motorbike-mechanic": "MotorcycleRepair",
    "car-washer": "AutoWash",
    **dict.fromkeys(("dry-cleaner", "laundry-worker"), "DryCleaningOrLaundry"),
    **dict.fromkeys(("shoemaker", "cobbler"), "ShoeStore"),
    **dict.fromkeys(("jeweller", "bead-jewellery-maker"), "JewelryStore"),
    **dict.fromkeys(("cabinet-maker", "upholsterer"), "FurnitureStore"),
    "grocer": "GroceryStore",
    "mover": "MovingCompany",
    "estate-agent": "RealEstateAgent",
    **dict.fromkeys(("creche-assistant", "child-minder"), "ChildCare"),
    "gardener": "HomeAndConstructionBusiness",
}
BY_SECTOR = {
    "decor": "HomeGoodsStore",
    "sewing": "ClothingStore",
    "beauty": "HealthAndBeautyBusiness",
    "catering": "FoodEstablishment",
    "building": "HomeAndConstructionBusiness",
    "commerce": "Store",
}


def type_of(trade: str, sector: str) -> str:
    """The narrowest type that fits, by the codes of its trade and its sector."""
    return BY_TRADE.get(trade) or BY_SECTOR.get(sector) or PLAIN
