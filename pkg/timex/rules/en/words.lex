# The words of English that rules are made of. A word with a full stop may be written with one.

class deictic trigger
yesterday today tomorrow tmrw tonight tonite overnight ago fiscal everyday annum

class month trigger capital
january jan. = 1
february feb. febr. = 2
march mar. = 3
april apr. = 4
may = 5
june jun. = 6
july jul. = 7
august aug. = 8
september sept. sep. = 9
october oct. = 10
november nov. = 11
december dec. = 12

class weekday trigger capital
sunday sun. = 0
monday mon. = 1
tuesday tue. tues. = 2
wednesday wed. weds. = 3
thursday thu. thur. thurs. = 4
friday fri. = 5
saturday sat. = 6

class weekdays trigger capital
sundays = 0
mondays = 1
tuesdays = 2
wednesdays = 3
thursdays = 4
fridays = 5
saturdays = 6

# units as one and as many
class unit trigger
minute = MINUTE
hour hr. = HOUR
day = DAY
weekend = WEEKEND
week workweek = WEEK
fortnight = FORTNIGHT
month = MONTH
quarter = QUARTER
year yr. = YEAR
decade = DECADE
century = CENTURY
millennium = MILLENNIUM

class units trigger
seconds secs = SECOND
minutes mins = MINUTE
hours hrs. = HOUR
days = DAY
nights = DAY
weekends = WEEKEND
weeks = WEEK
fortnights = FORTNIGHT
months = MONTH
quarters = QUARTER
years yrs. = YEAR
decades = DECADE
centuries = CENTURY
millennia = MILLENNIUM

# lengths in one word
class longword trigger
hourlong = HOUR
daylong = DAY
weeklong = WEEK
monthlong = MONTH
yearlong = YEAR
decadelong = DECADE

class season trigger
spring springtime = SP
summer summertime = SU
autumn fall = FA
winter wintertime = WI

class seasons trigger
springs = SP
summers = SU
autumns falls = FA
winters = WI

class daypart trigger
morning = MO
midday lunchtime = MI
afternoon = AF
evening = EV
night nighttime = NI
dawn daybreak sunrise = MO
dusk sunset nightfall = EV

class night trigger
night = NI

class dayparts trigger
mornings = MO
afternoons = AF
evenings = EV
nights = NI

class card
zero = 0
one = 1
two = 2
three = 3
four = 4
five = 5
six = 6
seven = 7
eight = 8
nine = 9
ten = 10
eleven = 11
twelve = 12
thirteen = 13
fourteen = 14
fifteen = 15
sixteen = 16
seventeen = 17
eighteen = 18
nineteen = 19
twenty = 20
thirty = 30
forty = 40
fifty = 50
sixty = 60
seventy = 70
eighty = 80
ninety = 90
hundred = 100
thousand = 1000
million = 1000000

class card-joiner
and

class ordinal
first = 1
second = 2
third = 3
fourth = 4
fifth = 5
sixth = 6
seventh = 7
eighth = 8
ninth = 9
tenth = 10
eleventh = 11
twelfth = 12
thirteenth = 13
fourteenth = 14
fifteenth = 15
sixteenth = 16
seventeenth = 17
eighteenth = 18
nineteenth = 19
twentieth = 20
thirtieth = 30

class nth-suffix
st nd rd th

class glued
am pm a.m p.m hrs hr hour yrs yr mins min secs gmt utc bst est edt cst cdt mst mdt pst pdt cet cest eet msk ist jst kst

# what may stand on a number without a space: FY2014
class before-number
fy

class fyword trigger capital
fy

class zonename
et ct mt pt

# whose time a clock shows
class timecity
local moscow kiev kyiv london paris berlin brussels geneva vienna rome madrid athens ankara istanbul cairo tripoli beirut damascus baghdad tehran kabul jerusalem israeli israel beijing tokyo seoul sydney eastern central mountain pacific washington york ukrainian ukraine russian european gulf

class meridiem
am a.m. = 1
pm p.m. = 2

class zone trigger behind 0
gmt utc = 0
bst = 60
est = -300
edt = -240
cst = -360
cdt = -300
mst = -420
mdt = -360
pst = -480
pdt = -420
cet = 60
cest = 120
eet = 120
eest msk = 180
ist = 330
jst kst = 540

class holiday trigger capital
christmas = 1
thanksgiving = 5
easter = 6
halloween = 8
pentecost whitsun = 28
epiphany = 27
juneteenth = 33
passover = 60
purim = 61
hanukkah chanukah = 62
sukkot = 63

# words by which a holiday of several is known
class feastword trigger capital
gras hashanah kippur

# what a holiday is the day of
class dayname
bastille = 32
groundhog = 34
earth = 37
anzac = 38
australia = 39
canada = 40
inauguration = 41

class saint
patrick = 16
george = 45
andrew = 46
david = 47
stephen = 25

class article
the a an

class poss
its their his her our my your whose

# Words that give a sentence its tense.
class tense
was were had did been said told went came took made gave got left met began became held led won lost sent rose fell fallen hit put cut grew drew flew knew = 1
saw spoke spent stood thought brought bought built caught chose drove fought felt found heard kept lay paid ran sat sold sought struck swept threw wore wrote written = 1
woke arose beat broke broken dealt fled forgot hung hurt meant rang read rode sank shot shut slept slid split stole swore taught tore understood withdrew withstood = 1
given taken gone seen known shown spoken driven risen chosen frozen stolen done born = 1
will shall 'll would may might should must won going = 2
scheduled expected due slated expects hopes upcoming forthcoming anticipated effective payable begins ends starts resumes opens reopens reopen convenes departs arrives expires expire matures resume reconvene reconvenes = 2
is are has have am says does do = 3
plans planned planning intend intended = 5
set wanted hoped hoping agreed promised vowed pledged threatened = 4

class not-past
need needed red bed speed indeed hundred feed seed embed

class past-suffix
ed

class adverb-suffix
ly

# verbs that ask somebody to do something
class urging
asked told urged ordered invited called pressed begged expected required directed instructed summoned demanded demand demands deadline want wants enough until plan plans proposal right approval deal agreement decision vote effort bid pledge promise

# auxiliaries of what is to come still when it is written (1), and of what was to come (2)
class planned
will shall 'll is are = 1
would could might was were had = 2

# what stands before the day that something goes on from
class starting
starting beginning effective

# verbs before n't
class contracted
won = 2
didn hadn wasn weren = 1

# marks behind the date of an entry in a chronicle
class entry
- --

# verbs that set a day for something
class calling
called announced scheduled set chose chosen picked fixed

# what is put off until a day, or allowed until then
class postponing
off postponed delayed extended adjourned deferred suspended rescheduled remanded closed given gave granted

# what tells a plan in the present with what stands behind it: takes effect, comes out
class scheduling
takes take comes come goes go

class scheduled-noun
effect office place over out before

# what gets another day or month
class moving
moved pushed postponed rescheduled delayed deferred adjourned shifted

# what stands before "of" and something to come
class ahead
ahead eve

class perfect
have has had

# nouns that "to" stands before, and verbs that look like them
class noun-suffix
s ity ism ship cy

class verb-suffix
ss us

# adverbs that stand before participles
class verb-adverb
still now then also just not once so well never long ever

# Words that stand before an expression.
class preposition
on = 1
in = 2
by = 3
until till = 4
since = 5
from = 6
to = 7
before = 8
after following = 9
between = 10
during = 11
of = 12
at = 13
and = 14
through = 15
for = 16
within = 17
as = 18

class clause
; : --

class currency
$ # £ € rs. dlrs pounds dollars

class about
approximately roughly = APPROX
nearly almost = LESS_THAN

# said of an expression without being part of it
class loosely
about around approximately roughly = APPROX
barely = LESS_THAN

# what joins two expressions into a range or list
class joint
- -- – — to through until till into = 1
and or & / = 2

class few
few several many numerous countless = VAGUE

# which one of its neighbours a period is, seen from the day of writing
class which
last = LAST
past = LAST
this = THIS
current = THIS
next = NEXT
coming upcoming = NEXT

# … and seen from the time under discussion
class whichref
previous preceding prior = BEFORE
following ensuing succeeding subsequent = AFTER
same = SAME

# … without an article: "following Tuesday's vote" is after the vote of this week
class whichbare
previous preceding prior = BEFORE
same = SAME

class early
early = START
mid middle = MID
late = END

class edge
beginning start outset opening = START
middle mid-point midpoint height = MID
end close latter = END

class agolike trigger
ago = -1

class before
earlier before previously prior = -1

class after
later after afterwards afterward thereafter = 1

class every
every = EVERY
each = EACH

class adverb trigger
daily = DAY
weekly = WEEK
fortnightly = FORTNIGHT
monthly = MONTH
yearly annually = YEAR
hourly = HOUR
nightly = DAY

class biadverb trigger
biweekly = WEEK
bimonthly = MONTH
biennially = YEAR

class nowlike trigger
now currently nowadays presently = PRESENT_REF

class recentlike trigger
recently lately = PAST_REF

class soonlike
soon shortly = FUTURE_REF

class vagueword trigger
future past present current recent former

# words so common that they are looked at only where they may mean a time
class timeword trigger behind the this that same some long short considerable present little
time
class periodword trigger behind this that same latest long short considerable
period
class whileword trigger behind a long short little
while
class termword trigger behind near short long
term
class momentword trigger behind a the this present very crucial
moment
class possibleword trigger behind as
possible

class clockword trigger
noon midday = 12
midnight = 24

class counted
people troops soldiers persons men women children shares points miles meters metres kilometers kilometres feet acres tons tonnes pounds dollars euros percent votes seats jobs workers employees users homes houses cars vehicles tanks aircraft planes ships barrels gallons pages words copies units members refugees civilians prisoners fighters students inmates patients cases deaths casualties victims = 1
lb lbs kg km mph kph rpm mm mw ft arrests runs followers injured wounded rounds rockets missiles bombs families households residents villagers protesters protestors demonstrators supporters activists delegates migrants passengers customers = 1
percent % per cent million billion trillion thousand hundred = 1

# what is measured or counted behind a hyphen: "a 2000-strong crowd"
class measured
strong member seat seater bed room foot pound mile meter metre kilometer kilometre acre ton tonne page word man

class vehicle
boeing airbus windows peugeot russell fortune suite room box apartment route highway interstate rfc decree model version resolution resolutions unscr mandate section article channel form number serial

class title
minister president secretary mr. mrs. ms. sir lord lady dr. theresa senator governor judge gen. col. sgt. lt. capt.

class surname
said says told


# short names of months and days that are words or names as well
class short
jan feb mar apr jun jul aug sep sept oct nov dec sun mon tue tues wed weds thu thur thurs fri sat

# months that are verbs or nouns as well
class verbmonth
march may

# what a month or year follows
class timeprep
in of by since until till during from through between before after this that early late mid around , and or to last next on

# shapes of numbers that may be times
class yyyy trigger
class iso trigger
class slash trigger
class clock trigger
class decades trigger

class eraword trigger behind 0
bc bce b.c. b.c.e. ce c.e.
class adword trigger capital
ad a.d.
class meridiem trigger behind 0 one two three four five six seven eight nine ten eleven twelve
class clockish trigger
clock

class durationadj
full whole short long more bloody difficult tense straight consecutive successive additional solid busy terrible hard cold hot wet dry tough further extra bitter turbulent

class open
(

class close
)

class infinitive
to

# words after which "to" is a preposition
class noun-start
the a an this that these those its their his her our my your some any all each every both no one two three him them us me it death school work court office power war peace church jail prison life earth date market home hospital town custody justice minus zero parliament congress family television radio media business government police safety democracy action victory violence college university bed land sea air nature public foreign local state military senior world central northern southern eastern western

class done
began begun continued started failed refused managed tried used had forced able helped allowed led had tries trying struggled struggles struggling

class quarterly trigger
quarterly

class longunit
month = MONTH
quarter = QUARTER
year = YEAR
decade = DECADE
century = CENTURY

class yearword trigger
nineteen eighteen seventeen

# twenty twelve, two thousand and four
class teenword trigger behind twenty
ten eleven twelve thirteen fourteen fifteen sixteen twenty

class thousandword trigger behind two
thousand

# said before a period of which a part is meant
class within
earlier = EARLIER
later = LATER

class halfedge
first = START
second last latter = END

class plan-mark
to for

class appointed
for

# full names of months, which some write small beside a day and a year
class smallmonth
january = 1
february = 2
march = 3
april = 4
may = 5
june = 6
july = 7
august = 8
september = 9
october = 10
november = 11
december = 12

class modal
could can should must ought

class auxiliary
be have

# from which side a length of time is counted
class toward
before = -1
after following = 1

class that
that this

# verbs of states, which last until something
class stative
was were been had remained stayed kept held lasted ruled waited lived worked fought stood controlled continued served

class times
once = 1
twice = 2
thrice = 3

class quartercode trigger capital
q1 = 1
q2 = 2
q3 = 3
q4 = 4

class halfcode trigger capital
h1 = 1
h2 = 2

class circa
ca. c. circa

class decadeword trigger
twenties = 20
thirties = 30
forties = 40
fifties = 50
sixties = 60
seventies = 70
eighties = 80
nineties = 90

class yearish trigger
midyear yearend

class halfword trigger
half

# what stands before a decade that is written 1980's
class decade-lead
the early mid late -

# what has the name of a season in any year
class wintry
storm storms weather coat coats clothes clothing boots jacket jackets camp camps job jobs sport sports tires tyres wheat barley crop crops vegetables temperature temperatures palace residence home house school schools solstice olympics olympic games wonderland squash heat sun wear nights visitors

class namemonth
april june august
