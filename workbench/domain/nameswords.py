"""The words that tell names from what stands beside them: titles, particles, days, and spellings that are one name."""

FUNCTION = frozenset(
    """a about after again all also although am among an and another any are as at be because been before being
    both but by can could despite did does during each either even ever every few for from further get given had
    has have having he her here hers him his how however i if in instead into is it its just last later least
    less like many me meanwhile might more moreover most much must my near neither never no nobody none nor not
    now nothing of off on once one only onto or other our out over own per perhaps rather same several shall she
    should since so some still such than that the their them then there these they this those though through
    thus to together too toward towards under unless until up upon us very was we were what when where whereas
    whether which while who whom whose why with within will without would yes yet you your""".split()
)
"""Words that begin sentences and headlines, and are no part of a name that they stand before."""

PAIRED = FUNCTION - frozenset("an can her his like most near no on so than us will".split())
"""Those that part two names even between capitals; the others are names too (An, Can, So)."""

TITLES = frozenset(
    """mr mrs ms miss mx messrs dr prof professor gen general col colonel lt lieutenant sgt sergeant capt captain maj
    major adm admiral cmdr commander brig brigadier cpl corporal pvt private rev reverend fr father sir dame lord lady
    sheikh sheik shaikh sen senator rep representative congressman congresswoman gov governor pres president premier
    prime minister ministers chancellor king queen prince princess pope bishop archbishop cardinal patriarch rabbi imam
    mullah ayatollah judge justice ambassador envoy mayor secretary hon chief deputy vice spokesman spokeswoman
    spokesperson chairman chairwoman chair director commissioner attorney sheriff officer detective inspector marshal
    sultan emir herr frau monsieur madame mme mlle don dona doña señor señora signor signora coach doctor analyst
    economist author mp mps msp msps ceo pm qc kc""".split()
)
"""Words before a name that say what somebody is; they are left out of the name."""

ABBREVIATED = frozenset(
    """mr mrs ms mx messrs dr prof gen col lt sgt capt maj adm cmdr brig cpl pvt rev fr sen rep gov pres hon st ste mme
    mlle jr sr mt ft""".split()
)
"""What is followed by a full stop that ends no sentence."""

SURNAMES = frozenset("king major prince judge pope bishop dean justice queen marshal lord cardinal father private "
                     "chancellor rabbi chair".split())  # fmt: skip
"""Titles that are surnames too: kept at the end of a name of several words (Stephen King)."""

KEPT = {
    "general": frozenset("motors electric assembly mills dynamics".split()),
    "prime": frozenset("video".split()),
    "prince": frozenset("edward".split()),
    "private": frozenset("ryan eye".split()),
    "king": frozenset("kong".split()),
    "chief": frozenset("joseph".split()),
    "queen": frozenset("mary".split()),
}
"""Titles that belong to what follows them: General Motors."""

CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december mon tue tues wed thu thur thurs fri sat sun jan feb apr aug sept oct nov dec""".split()
)
NAMES_TOO = frozenset("april june august may".split())
"""Months that are names of persons, where another capital follows and no number stands beside them."""

LEADING = frozenset("al el bin ibn bint abu de del della di da du van von der den ter zu".split())
"""Particles in small letters with which a name can begin."""
INNER = LEADING | frozenset("ben umm dos das do la le los las lo y ten op".split())
"""Particles in small letters that can stand inside a name."""
ARTICLES = frozenset(["al", "el", "ul"])
ASSIMILATED = {"ar": "r", "as": "s", "ash": "sh", "at": "t", "ad": "d", "an": "n", "az": "z", "ath": "th", "adh": "dh"}
"""The Arabic article as it sounds before a letter of the sun, where a hyphen ties it to that letter."""
SONS = frozenset(["bin", "ben", "ibn"])
SERVANTS = frozenset("abd abdul abdel abdal abdol abdoul abdur abdar abder abdes abdus".split())
"""The first half of Abd al-Rahman in its spellings."""

TAILS = frozenset(
    """allied appointed armed aligned backed based born bound branded brokered built centered centric centred
    controlled dominated driven educated engineered era esque flagged for friendly funded held hosted inspired
    installed issued language led like linked loyal made majority manufactured only occupied operated organised
    organized owned produced raised registered related run ruled speaking sponsored style supplied supported trained
    type wide""".split()
)
"""What a hyphen ties to a name without making another name of it: Gaza-based."""
HEADS = frozenset("pro anti ex non pre post mid then former co sub cross all half self un re inter intra trans".split())

FAMILIES = tuple(
    tuple(line.split())
    for line in """
    mohammed mohamed mohammad mohamad mohamet muhammad muhammed muhamed muhamad
    ahmed ahmad ahmet achmed akhmed akhmad
    hussein hussain husain husayn husein hussayn hossein hosein hosain houssein hoseyn
    gaddafi qaddafi kadafi kaddafi gadhafi qadhafi kadhafi gadafi qadafi ghaddafi ghadafi gadaffi gaddaffi khadafi
    moammar muammar mouammar moamar muamar moamer muamer
    osama usama oussama
    omar umar oumar
    othman uthman othmane
    yousef yusuf youssef yousuf yusef yousif yussuf yusif youssouf yosef yusoof
    ibrahim ibraheem ebrahim ibrahem
    abdullah abdallah abdulla abdalla abdollah
    saeed saeid
    khaled khalid khalled
    walid waleed oualid
    rashid rasheed rachid
    majid majeed
    hamid hameed
    karim kareem
    salim saleem
    amir ameer
    samir sameer
    nasir naseer
    jamal djamal
    faisal faysal feisal feysal
    hezbollah hizbollah hezbullah hizbullah hizballah hezballah hisbollah
    qaeda qaida kaida kaeda
    daesh daish
    quran koran qoran
    taliban taleban
    peshmerga pashmerga
    mecca makkah mekka
    alexei alexey aleksei aleksey alexej aleksej
    sergei sergey serguei sergej
    andrei andrey andrej
    dmitry dmitri dmitriy dmitrii dimitri dimitry dmitrij
    yuri yury yuriy yurii iouri
    nikolai nikolay nikolaj
    yevgeny evgeny yevgeni evgeni yevgeniy evgeniy yevgenii evgenii jewgeni
    gennady gennadi gennadiy gennadii
    anatoly anatoli anatoliy anatolii
    valery valeri valeriy valerii
    vasily vasili vasiliy vasilii
    grigory grigori grigoriy grigorii
    arkady arkadi arkadiy arkadii
    vladimir wladimir
    volodymyr volodimir wolodymyr volodymir
    aleksandr alexandr
    mikhail michail mihail
    zelensky zelenskyy zelenskiy zelenskyi zelenski selenskyj selenski zelenskij
    yeltsin jelzin eltsin
    khrushchev khruschev khrushchov chruschtschow krushchev
    gorbachev gorbachov gorbatschow gorbachyov
    tchaikovsky chaikovsky tschaikowski tschaikowsky tchaikovski
    chekhov chekov tchekhov tschechow chechov
    dostoevsky dostoyevsky dostoevskij dostojewski dostoevski dostoyevskiy dostoevskiy
    tolstoy tolstoi tolstoj
    rachmaninoff rachmaninov rakhmaninov
    netanyahu netanjahu netanyahou
    yitzhak yitzchak itzhak izhak
    ayman aiman aymen
    fatima fatimah
    aisha ayesha aischa aicha
    leila leyla layla
    khadija khadijah khadeeja
    abu abou
    laden ladin
    qassem qasim qasem kassem qassim kasim
    soleimani sulaimani suleimani sulaymani
    moqtada muqtada moktada
    khizali khazali
    pyotr piotr pjotr
    odessa odesa
    hassan hasan hassane
    nasrallah nasralla
    umm oum
    sheikh sheik shaikh
    """.strip().splitlines()
)
"""Spellings of one name in our letters, without accents and apostrophes, each line the same name."""
