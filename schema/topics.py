"""What claims are about: 12 majors and 65 minors. Nothing else lives here.

Definitions, examples and exclusions are the codebook's; the published topic list is generated
from them.
"""

from __future__ import annotations

from typing import Self

from .code import Code


class TopicMajor(Code):
    """The field a topic belongs to: the first three characters of its code."""

    T01 = "t01", "Relations and diplomacy", "Relations and diplomacy"
    T02 = "t02", "Armed conflict and peace", "Armed conflict and peace"
    T03 = "t03", "Defence and regional security", "Defence and regional security"
    T04 = "t04", "Nuclear, missiles and arms control", "Nuclear, missiles and arms control"
    T05 = "t05", "Terrorism, crime and hybrid threats", "Terrorism, crime and hybrid threats"
    T06 = "t06", "Sanctions and controls", "Sanctions and controls"
    T07 = "t07", "Economy, trade and development", "Economy, trade and development"
    T08 = "t08", "Energy, climate and environment", "Energy, climate and environment"
    T09 = "t09", "Humanitarian, health and disasters", "Humanitarian, health and disasters"
    T10 = "t10", "Migration, nationals and people", "Migration, nationals and people"
    T11 = "t11", "Democracy, rights and justice", "Democracy, rights and justice"
    T12 = "t12", "Other", "Other"


class Topic(Code):
    """What a claim is about: a minor topic of exactly one major.

    The specific beats the general, and who acts never decides the topic (V1, V2). A claim has
    one to six topics in text order; the first is its primary topic.
    """

    major: TopicMajor
    includes: str
    excludes: str
    plover_context: str

    def __new__(
        cls,
        code: str,
        label: str,
        definition: str,
        major: TopicMajor,
        includes: str,
        excludes: str,
        plover_context: str,
        since: str = "codebook-1",
        until: str | None = None,
    ) -> Self:
        """Make the topic and hang its major, examples and PLOVER context on it."""
        member = cls._make(code, label, definition, since, until)
        member.major = major
        member.includes = includes
        member.excludes = excludes
        member.plover_context = plover_context
        return member

    T0101 = (
        "t0101",
        "Bilateral relationship",
        (
            "The value, history, state or general strengthening of ties between the two sides, "
            "with no policy field named."
        ),
        TopicMajor.T01,
        "strong partnership; deepening strategic ties; historic friendship",
        "a named field of cooperation (code that field); alliance defence guarantees (t0301)",
        "diplomatic",
    )
    T0102 = (
        "t0102",
        "Contact and coordination",
        (
            "Keeping open or organising channels between the sides: staying in touch, teams "
            "meeting, hotlines, working groups, tasking of staff."
        ),
        TopicMajor.T01,
        "agreed to remain in close touch; teams will follow up; open lines of communication",
        "leader visits or summits (t0103); talks between warring parties (t0204)",
        "diplomatic",
    )
    T0103 = (
        "t0103",
        "Visits, meetings and summits",
        (
            "Planning, proposing, previewing or reviewing an in-person or virtual meeting, visit "
            "or summit of the sides or of a group."
        ),
        TopicMajor.T01,
        "invitation to the White House; plans for a Quad summit",
        "peace conferences between third parties (t0204)",
        "diplomatic",
    )
    T0104 = (
        "t0104",
        "Ceremonial and personal",
        (
            "Courtesies with no policy content: election or inauguration congratulations, "
            "condolences, holidays, anniversaries, health, farewell."
        ),
        TopicMajor.T01,
        "congratulated on election victory; condolences on a death; Ramadan greetings",
        "praise for a policy (topic of the policy)",
        "diplomatic",
    )
    T0105 = (
        "t0105",
        "Recognition and diplomatic presence",
        (
            "Recognition of states or governments, embassies, ambassadors, accreditation, "
            "expulsions."
        ),
        TopicMajor.T01,
        "recognition of an interim president; reopening an embassy",
        "routine contact (t0102)",
        "diplomatic",
    )
    T0106 = (
        "t0106",
        "International and regional organisations",
        (
            "Cooperation through, membership in, or reform of international organisations and "
            "minilateral groups as such."
        ),
        TopicMajor.T01,
        "UN Security Council term; Quad as a mechanism; ASEAN centrality; WHO reform",
        "alliance defence clause (t0301); OSCE monitors in a conflict (t0209)",
        "diplomatic",
    )
    T0109 = (
        "t0109",
        "Regional and global issues, unspecified",
        "Catch-all for lists of regional, global or bilateral issues that name no field.",
        TopicMajor.T01,
        "range of global issues; matters of mutual concern",
        "any named topic",
        "diplomatic",
    )
    T0201 = (
        "t0201",
        "Armed attack, invasion and hostilities",
        (
            "The fact, legality or responsibility of an armed attack, invasion, offensive, strike"
            " or fighting."
        ),
        TopicMajor.T02,
        (
            "condemnation of an invasion; missile strikes on cities; terrorist assault treated as"
            " war"
        ),
        "terrorism as a standing threat (t0501); build-up before attack (t0202)",
        "military",
    )
    T0202 = (
        "t0202",
        "Military build-up and escalation risk",
        (
            "Threatening deployments, provocations, risk of widening war, and deterrence aimed at"
            " preventing it."
        ),
        TopicMajor.T02,
        (
            "troops massing at a border; preventing regional escalation; deterring further "
            "aggression"
        ),
        "arms tests (t0402); allied force posture (t0303)",
        "military",
    )
    T0203 = (
        "t0203",
        "Ceasefire and de-escalation",
        "Truces, pauses, cessation of hostilities, withdrawal, calm, status quo arrangements.",
        TopicMajor.T02,
        "call for ceasefire; humanitarian pause; restore calm",
        "negotiated final settlement (t0204)",
        "diplomatic",
    )
    T0204 = (
        "t0204",
        "Peace talks and settlement",
        (
            "Negotiations, mediation, diplomatic process, two-state solution, peace agreements, "
            "normalisation between former adversaries."
        ),
        TopicMajor.T02,
        "EU-facilitated dialogue; Minsk agreements; two-state solution; normalisation accords",
        "bilateral dialogue of the two call parties (t0102)",
        "diplomatic",
    )
    T0205 = (
        "t0205",
        "Conduct of war and civilian protection",
        (
            "How force is used: civilian harm, IHL, proportionality, aid workers, journalists, "
            "atrocities under way."
        ),
        TopicMajor.T02,
        "minimise civilian casualties; credible plan for civilians before an operation",
        "legal accountability afterwards (t1106); aid deliveries (t0901)",
        "military",
    )
    T0206 = (
        "t0206",
        "Hostages and prisoners in armed conflict",
        (
            "Persons held by a warring party: hostages, POWs, abducted children, exchanges as "
            "part of conflict diplomacy."
        ),
        TopicMajor.T02,
        "release of hostages held by Hamas; POW exchange",
        "nationals jailed by a state outside war (t1002)",
        "terrorism",
    )
    T0207 = (
        "t0207",
        "Reconstruction and post-war order",
        "Rebuilding, governance and security arrangements after or beside a conflict.",
        TopicMajor.T02,
        "restoration works in war-damaged territory; day-after governance",
        "ongoing relief (t0901)",
        "economic",
    )
    T0208 = (
        "t0208",
        "Territory, borders and sovereignty",
        (
            "Claims about territorial integrity, independence, borders, status of a territory, "
            "annexation."
        ),
        TopicMajor.T02,
        "support for territorial integrity; Taiwan status quo; border demarcation",
        "migration border control (t1001)",
        "territory",
    )
    T0209 = (
        "t0209",
        "Peacekeeping, monitoring and stabilisation missions",
        "International missions that keep or monitor peace or stabilise a country.",
        TopicMajor.T02,
        (
            "KFOR resources; Multinational Security Support mission in Haiti; peacekeepers in "
            "Afghanistan"
        ),
        "combat support to a belligerent (t0302)",
        "peacekeeping",
    )
    T0301 = (
        "t0301",
        "Alliance and collective defence",
        "Treaty commitments, alliance unity, security guarantees, enlargement.",
        TopicMajor.T03,
        "Article 5; ironclad commitment to an ally's security; NATO membership of Finland",
        "training or arms (t0302, t0304)",
        "military",
    )
    T0302 = (
        "t0302",
        "Military aid and arms transfers",
        (
            "Giving, selling or asking for weapons, ammunition, training or military financing "
            "for a country at war or under threat."
        ),
        TopicMajor.T03,
        "HIMARS ammunition; air defence systems; security assistance package",
        "joint procurement with no aid element (t0304)",
        "military",
    )
    T0303 = (
        "t0303",
        "Force posture and operations",
        (
            "Stationing, withdrawing, exercising or deploying own or allied forces; evacuation "
            "operations' military side."
        ),
        TopicMajor.T03,
        "troop withdrawal; US forces hosted; reinforcing eastern flank",
        "civilian evacuations (t0905)",
        "military",
    )
    T0304 = (
        "t0304",
        "Defence cooperation and industry",
        (
            "Bilateral defence or security cooperation, procurement, joint production, state "
            "partnership programmes."
        ),
        TopicMajor.T03,
        "buying American defence equipment; major defence partner status",
        "aid to a country at war (t0302)",
        "military",
    )
    T0305 = (
        "t0305",
        "Maritime security and navigation",
        "Freedom of navigation, coercion at sea, shipping lanes, coast guards.",
        TopicMajor.T03,
        "unlawful conduct in the South China Sea; Red Sea shipping",
        "fishing rules (t0805)",
        "military",
    )
    T0306 = (
        "t0306",
        "Regional security and stability, general",
        "Security or stability of a region with no narrower field.",
        TopicMajor.T03,
        "peace and stability in the Indo-Pacific; stability of the Middle East",
        "named conflict issues (02xx)",
        "diplomatic",
    )
    T0401 = (
        "t0401",
        "Nuclear programmes and non-proliferation",
        "Stopping or constraining acquisition of nuclear weapons, talks and inspections.",
        TopicMajor.T04,
        "Iran nuclear talks; denuclearisation of the Korean Peninsula",
        "nuclear power stations (t0803); safety in war (t0404)",
        "cbrn",
    )
    T0402 = (
        "t0402",
        "Missile and weapons tests",
        (
            "Test launches and weapon demonstrations, and weapons-related transfers breaching "
            "resolutions."
        ),
        TopicMajor.T04,
        "ICBM launch; ballistic missile tests",
        "use of missiles in war (t0201)",
        "cbrn",
    )
    T0403 = (
        "t0403",
        "Arms control and strategic stability",
        "Treaties and dialogues limiting arms between rivals.",
        TopicMajor.T04,
        "New START extension; strategic stability dialogue",
        "non-proliferation by third states (t0401)",
        "cbrn",
    )
    T0404 = (
        "t0404",
        "CBRN use and nuclear safety in conflict",
        (
            "Threatened or actual use of chemical, biological, radiological or nuclear weapons; "
            "safety of nuclear sites in war."
        ),
        TopicMajor.T04,
        "fire at Zaporizhzhia plant; warning on chemical weapons",
        "energy supply from plants (t0802)",
        "cbrn",
    )
    T0501 = (
        "t0501",
        "Terrorism and counter-terrorism",
        "Non-state terrorism as a threat and cooperation against it.",
        TopicMajor.T05,
        "keeping ISIS from resurging; counter-terror finance",
        "a terrorist attack that opens a war (t0201)",
        "terrorism",
    )
    T0502 = (
        "t0502",
        "Cyber security",
        "Cyber attacks, ransomware, cyber defence cooperation.",
        TopicMajor.T05,
        "ransomware gangs; cyber attack on a NATO ally",
        "disinformation (t0505)",
        "cyber",
    )
    T0503 = (
        "t0503",
        "Drugs",
        "Narcotics production, trafficking, precursors, counternarcotics.",
        TopicMajor.T05,
        "fentanyl; counternarcotics cooperation",
        "gangs in general (t0504)",
        "illegal_drugs",
    )
    T0504 = (
        "t0504",
        "Organised crime and trafficking",
        "Gangs, smuggling of people or guns, transnational crime, policing.",
        TopicMajor.T05,
        "Tren de Aragua; gun traffickers",
        "drugs (t0503)",
        "trafficking",
    )
    T0505 = (
        "t0505",
        "Interference, sabotage and coercion below war",
        (
            "Election interference, hostage-like air piracy, sabotage of infrastructure, "
            "disinformation, intimidation."
        ),
        TopicMajor.T05,
        "forced landing of an airliner; pipeline sabotage; election meddling",
        "cyber intrusions (t0502)",
        "misinformation",
    )
    T0601 = (
        "t0601",
        "Sanctions and economic penalties",
        "Imposing, coordinating, threatening or enforcing sanctions and price caps.",
        TopicMajor.T06,
        "severe economic costs; new sanctions after an attack",
        "relief (t0602)",
        "economic",
    )
    T0602 = (
        "t0602",
        "Sanctions relief, waivers and legal restrictions",
        "Easing, waiving, calibrating or extending exemptions.",
        TopicMajor.T06,
        "waiver of Section 907; calibrating sanctions to negotiations",
        "new penalties (t0601)",
        "economic",
    )
    T0603 = (
        "t0603",
        "Export controls and technology protection",
        "Limits on technology, investment screening, evasion through third countries.",
        TopicMajor.T06,
        (
            "advanced technology not used against national security; support to defence "
            "industrial base"
        ),
        "trade disputes (t0701)",
        "technology",
    )
    T0701 = (
        "t0701",
        "Trade and tariffs",
        "Trade flows, agreements, market access, disputes, fair trade.",
        TopicMajor.T07,
        "fair bilateral trading relationship; AGOA; non-market practices",
        "supply chains (t0704)",
        "economic",
    )
    T0702 = (
        "t0702",
        "Investment and economic cooperation",
        "Investment, business ties, jobs, general economic cooperation.",
        TopicMajor.T07,
        "economic ambitions over four years; foreign investment",
        "aid (t0706)",
        "economic",
    )
    T0703 = (
        "t0703",
        "Macroeconomy, reform and finance",
        "Recovery, inflation, debt, IMF programmes, economic reform, global tax.",
        TopicMajor.T07,
        "IMF programme; global economic recovery",
        "climate finance (t0804)",
        "economic",
    )
    T0704 = (
        "t0704",
        "Supply chains and critical minerals",
        "Resilience and diversification of supply chains, minerals, semiconductors.",
        TopicMajor.T07,
        "North American supply chains; critical minerals",
        "energy diversification (t0801)",
        "economic",
    )
    T0705 = (
        "t0705",
        "Infrastructure and connectivity",
        "Transport, corridors, ports, border crossings, infrastructure finance.",
        TopicMajor.T07,
        "PGII; opening of communications in the South Caucasus; Lachin corridor movement",
        "pipelines (t0802)",
        "economic",
    )
    T0706 = (
        "t0706",
        "Development assistance",
        (
            "Development aid, growth of poorer states, private-sector calls to action, root "
            "causes programmes."
        ),
        TopicMajor.T07,
        "jobs in northern Central America; development finance",
        "emergency aid (t0901)",
        "economic",
    )
    T0707 = (
        "t0707",
        "Technology, science and space",
        "AI, telecoms, science, space, digital economy.",
        TopicMajor.T07,
        "Open RAN; AI risk talks; Artemis",
        "cyber attacks (t0502)",
        "technology",
    )
    T0708 = (
        "t0708",
        "Food security and agriculture",
        "Food supply, grain exports, fertiliser, farming, fisheries economics.",
        TopicMajor.T07,
        "grain shipments from Odesa; food insecurity",
        "aid convoys to one war zone (t0901)",
        "human_security",
    )
    T0801 = (
        "t0801",
        "Energy supply and security",
        "Oil, gas, diversification, market stability.",
        TopicMajor.T08,
        "stability of global energy supplies; moving away from Russian gas",
        "pipelines as objects (t0802)",
        "natural_resource",
    )
    T0802 = (
        "t0802",
        "Pipelines, grids and attacks on energy infrastructure",
        "Specific energy infrastructure: building, running, attacking or repairing.",
        TopicMajor.T08,
        "Southern Gas Corridor; strikes on the grid; plant ownership",
        "general supply (t0801)",
        "natural_resource",
    )
    T0803 = (
        "t0803",
        "Civil nuclear and clean energy",
        "Renewables, civil nuclear, hydrogen, methane, clean-energy partnerships.",
        TopicMajor.T08,
        "PACE; civil nuclear deal",
        "climate targets (t0804)",
        "environment",
    )
    T0804 = (
        "t0804",
        "Climate change",
        "Mitigation, adaptation, climate finance, COP, climate summits.",
        TopicMajor.T08,
        "net zero; climate summit commitments; adaptation finance",
        "clean-energy projects (t0803)",
        "environment",
    )
    T0805 = (
        "t0805",
        "Environment, water and nature",
        "Water sharing, conservation, fisheries, forests, pollution.",
        TopicMajor.T08,
        "GERD and Nile water; deforestation",
        "climate (t0804)",
        "environment",
    )
    T0901 = (
        "t0901",
        "Humanitarian aid and access",
        "Delivery, funding and access of relief in conflict or crisis.",
        TopicMajor.T09,
        "trucks into Gaza; unhindered access in Tigray",
        "military aid (t0302); refugees hosted (t0902)",
        "human_security (crosswalk file: humanitarian)",
    )
    T0902 = (
        "t0902",
        "Refugees and displaced persons",
        "Hosting, protecting and returning refugees and displaced people.",
        TopicMajor.T09,
        "hosting Ukrainians; Afghans resettled",
        "irregular migration (t1001)",
        "migration",
    )
    T0903 = (
        "t0903",
        "Pandemics and health",
        "COVID-19, vaccines, health security, other disease.",
        TopicMajor.T09,
        "dose sharing; vaccine supply",
        "health of a leader (t0104)",
        "health",
    )
    T0904 = (
        "t0904",
        "Natural disasters",
        "Earthquakes, storms, fires, floods and rescue help.",
        TopicMajor.T09,
        "earthquake relief; hurricane recovery",
        "conflict relief (t0901)",
        "disasters",
    )
    T0905 = (
        "t0905",
        "Evacuations and safe passage",
        "Moving nationals and vulnerable people out of danger, safe exit of civilians.",
        TopicMajor.T09,
        "Kabul airlift; Rafah exits for foreign nationals",
        "routine travel (t1003)",
        "asylum",
    )
    T1001 = (
        "t1001",
        "Migration and border management",
        "Irregular migration, border enforcement, legal pathways, returns.",
        TopicMajor.T10,
        "regional migration; illegal immigration; lawful pathways",
        "refugees from war (t0902)",
        "migration",
    )
    T1002 = (
        "t1002",
        "Detained and missing nationals",
        (
            "Nationals or dual nationals jailed, wrongfully detained or missing abroad and their "
            "release."
        ),
        TopicMajor.T10,
        "securing release of citizens from Afghanistan",
        "hostages of a warring party (t0206); the state's own political prisoners (t1103)",
        "legal",
    )
    T1003 = (
        "t1003",
        "Consular, visas and travel",
        "Visas, travel rules, flights, Visa Waiver, borders reopened.",
        TopicMajor.T10,
        "visa waiver; travel policy",
        "evacuation (t0905)",
        "diplomatic",
    )
    T1004 = (
        "t1004",
        "People, education, culture and sport",
        "People-to-people ties, education, sport events, heritage, diaspora.",
        TopicMajor.T10,
        "World Cup hosting; exchange students",
        "ceremonial greetings (t0104)",
        "diplomatic",
    )
    T1101 = (
        "t1101",
        "Elections and democratic institutions",
        "Electoral process and democratic governance as a value or practice.",
        TopicMajor.T11,
        "free and fair elections; shared democratic values",
        "congratulations alone (t0104); coup (t1102)",
        "election",
    )
    T1102 = (
        "t1102",
        "Coups, transitions and political crises",
        (
            "Unconstitutional change, transition timetables, government formation, political "
            "deadlock."
        ),
        TopicMajor.T11,
        "civilian-led transition; coup in Burma; return to democratic path",
        "ordinary elections (t1101)",
        "political_institutions",
    )
    T1103 = (
        "t1103",
        "Human rights and political prisoners",
        "Human rights in general, repression, political prisoners, press freedom.",
        TopicMajor.T11,
        "abuses in Xinjiang; release of activists",
        "women and minorities (t1104)",
        "human_rights",
    )
    T1104 = (
        "t1104",
        "Women, minorities, faith and hate",
        "Rights of specific groups, antisemitism, religious freedom, interfaith.",
        TopicMajor.T11,
        "ban on women at university; antisemitism",
        "general human rights (t1103)",
        "rights_freedoms;gender;religion_ethnicity",
    )
    T1105 = (
        "t1105",
        "Corruption, rule of law and reform",
        "Anti-corruption, judicial and governance reform, police reform.",
        TopicMajor.T11,
        "anti-corruption prosecutor; reform agenda",
        "economic reform (t0703)",
        "corruption",
    )
    T1106 = (
        "t1106",
        "Accountability, justice and history",
        "War crimes justice, investigations, historical memory and genocide recognition.",
        TopicMajor.T11,
        "holding perpetrators to account in court; statement on the 1915 killings",
        "sanctions as punishment (t0601)",
        "legal",
    )
    T1201 = (
        "t1201",
        "Domestic politics of a side",
        "Internal politics or policy of one side mentioned without being a diplomatic topic.",
        TopicMajor.T12,
        "debt-ceiling talks; judicial reform dispute",
        "elections (t1101)",
        "legislative",
    )
    T1202 = (
        "t1202",
        "The call itself",
        "Thanks for the call, or the call itself as an achievement.",
        TopicMajor.T12,
        "thanked for calling",
        (
            "who asked for the call, tone, length (call facts, no claim: S7, S8); a promised next"
            " call (t0102)"
        ),
        "diplomatic",
    )
    T1299 = (
        "t1299",
        "Other or unclassifiable",
        "Nothing above fits.",
        TopicMajor.T12,
        "",
        "use only with a coder note",
        "",
    )
