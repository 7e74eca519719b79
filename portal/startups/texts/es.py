"""The examples in Spanish."""

WORDS: dict[str, tuple[str, str, tuple[str, str, str]]] = {
    "decor": (
        "Espejos, lámparas y cestas hechos a mano en Salé",
        "Somos cuatro artesanos. Trabajamos la madera, el cuero y la palma. Por encargo.",
        ("Cesta de palma", "Lámpara de madera", "Espejo pequeño"),
    ),
    "sewing": (
        "Vestidos y bolsos de wax, cosidos en Rabat, arreglos en dos días",
        "Somos tres costureras. Cosemos a medida, para mujeres, hombres y niños.",
        ("Vestido de wax a medida", "Bolso de wax", "Dobladillo o cremallera"),
    ),
    "beauty": (
        "Trenzas, cortes y cuidados, en su casa o en el salón",
        "Trenzas africanas, peinados de fiesta, cuidado del pelo rizado. Con cita previa.",
        ("Corte y peinado", "Trenzas", "Cuidado del pelo"),
    ),
    "education": (
        "Apoyo escolar y clases de francés para niños y adultos",
        "Grupos pequeños de seis. La primera hora es gratis. También vamos a su casa.",
        ("Clase particular", "Un mes en grupo pequeño", "Taller de un día"),
    ),
    "catering": (
        "Cocina de África occidental, para llevar y para sus fiestas",
        "Thieboudienne, attiéké, zumo de hibisco, hechos cada día. Pida el día antes.",
        ("Plato del día", "Menú completo", "Bufé para 10 personas"),
    ),
    "technology": (
        "Reparación de ordenadores y páginas web sencillas para tiendas",
        "Vamos a su casa o trabajamos a distancia. Saber qué falla es gratis.",
        ("Reparación de ordenador", "Página web sencilla", "Instalación de un programa"),
    ),
    "audiovisual": (
        "Fotos y vídeos de bodas, fiestas y productos",
        "Dos cámaras, un dron, montaje en una semana. Usted elige la música.",
        ("Vídeo de una fiesta", "Fotos de productos", "Álbum de fotos"),
    ),
    "cleaning": (
        "Limpieza de casas, oficinas y escaleras en Tánger",
        "Un equipo de seis personas. Llevamos los productos. Presupuesto gratis.",
        ("Limpieza de un piso", "Limpieza a fondo", "Lavado de alfombras"),
    ),
    "building": (
        "Pintura, azulejos y pequeñas obras, con limpieza y a tiempo",
        "Protegemos sus muebles y recogemos todo. Presupuesto gratis en su casa.",
        ("Pintura, metro cuadrado", "Un albañil, un día", "Azulejos, metro cuadrado"),
    ),
    "communication": (
        "Logotipos, carteles y páginas de Facebook para pequeñas empresas",
        "Escribimos en francés y en árabe. Usted ve dos pruebas antes de elegir.",
        ("Cartel", "Logotipo", "Página de Facebook, un mes"),
    ),
    "commerce": (
        "Especias, karité y telas de África, a domicilio en Uchda",
        "Elegimos nosotros los productos. Escriba antes de mediodía, llegan por la tarde.",
        ("Manteca de karité", "Especias, la bolsa", "Tela wax, el metro"),
    ),
    "care": (
        "Ayuda a personas mayores y cuidado de niños en casa",
        "Personas formadas y pacientes. Nos conocemos antes de empezar.",
        ("Cuidado de niños, una hora", "Un día de ayuda", "Una noche"),
    ),
    "transport": (
        "Reparto de paquetes y pequeñas mudanzas en Kenitra",
        "Una furgoneta y un triciclo. Ayudamos a cargar. Todos los días menos el domingo.",
        ("Reparto en la ciudad", "Pequeña mudanza", "Recado en moto"),
    ),
    "industry": (
        "Bolsas, etiquetas y envasado para sus productos",
        "Un pequeño taller en Temara. Desde cien piezas. Entrega en tres días.",
        ("Cien etiquetas", "Cien bolsas", "Envasado, un día"),
    ),
    "repair": (
        "Reparación de teléfonos, neveras y lavadoras",
        "Miramos gratis lo que falla. La reparación tiene tres meses de garantía.",
        ("Pantalla de teléfono", "Nevera", "Aparato pequeño"),
    ),
    "agriculture": (
        "Verduras, miel y aceite de oliva de nuestros campos",
        "Sin abono químico. Cestas por encargo el lunes, para recoger el viernes.",
        ("Cesta de un kilo", "Miel, el tarro", "Huevos, la bandeja"),
    ),
    "security": (
        "Vigilancia de fiestas, obras y tiendas",
        "Vigilantes formados y educados, con uniforme. De día y de noche, también una tarde.",
        ("Un vigilante, un día", "Un vigilante, una noche", "Equipo para una fiesta"),
    ),
    "office": (
        "Escritos, cartas, facturas y papeles de su negocio",
        "Envíe sus papeles por WhatsApp y se los damos limpios al día siguiente.",
        ("Currículum y carta", "Facturas del mes", "Página para escribir"),
    ),
    "arts": (
        "Música y danza para sus fiestas, clases de yembé",
        "Cinco músicos. Una hora de concierto o toda la noche. Clases los sábados.",
        ("Clase de yembé", "Concierto de una hora", "Taller para niños"),
    ),
    "social": (
        "Talleres, juegos y salidas para las familias del barrio",
        "Somos una asociación de madres. Todo el mundo es bienvenido.",
        ("Taller del miércoles", "Salida de un día", "Socia por un año"),
    ),
    "professions": (
        "Consejo y contabilidad para pequeñas cooperativas",
        "Hablamos claro. La primera reunión, de una hora, es gratis.",
        ("Consejo, una hora", "Cuentas del mes", "Expediente completo"),
    ),
}
