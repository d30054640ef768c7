-- read: the file's columns in standard terms
select
  source_row,
  case when trim(cast("ARREST_KEY" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_KEY" as varchar)) end as charge_id,
  case when trim(cast("ARREST_KEY" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_KEY" as varchar)) end as case_id,
  cast(null as varchar) as person_id,
  cast(null as varchar) as offense,
  case when trim(cast("LAW_CODE" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CODE" as varchar)) end as code,
  case when trim(cast("PD_DESC" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("PD_DESC" as varchar)) end as description,
  cast(null as varchar) as conduct,
  case when case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end in ('infraction', 'violation', 'misdemeanor', 'gross_misdemeanor', 'felony') then case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end end as level,
  case when case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end in ('us-ca/los-angeles', 'us-ca/san-francisco', 'us-ct/new-haven', 'us-ma/middlesex', 'us-md/baltimore', 'us-mi/washtenaw', 'us-ny/bronx', 'us-ny/brooklyn', 'us-ny/manhattan', 'us-ny/queens', 'us-ny/staten-island', 'us-pa/philadelphia', 'us-wa/seattle') or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/los-angeles/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/san-francisco/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ct/new-haven/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ma/middlesex/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-md/baltimore/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-mi/washtenaw/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/bronx/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/brooklyn/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/manhattan/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/queens/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/staten-island/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-pa/philadelphia/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-wa/seattle/%' then case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end end as place,
  "ARREST_DATE" as "arrested_on_first",
  "ARREST_DATE" as "arrested_on_last"
from source

-- sorted: each row with the reason why it is no charge, if there is one
select
  read.*,
  case when "charge_id" is null and "case_id" is null and "code" is null and "description" is null and "level" is null and "place" is null and "arrested_on_first" is null then 'the row is empty' when charge_id is not null and source_row > first_row then 'a charge with this id came before' else null end as reason
from (select read.*, min(source_row) over (partition by charge_id) as first_row from read) as read

-- quarantine: rows that are no charge, and why
select source_row, reason
from sorted
where reason is not null

-- charges: one row per charge
select
  source_row,
  coalesce(charge_id, 'row ' || cast(source_row as varchar)) as charge_id,
  case_id,
  person_id,
  offense,
  code,
  description,
  conduct,
  level,
  place,
  cast(null as date) as "offense_on_first",
  least("arrested_on_last", date '2026-11-20') as "offense_on_last",
  coalesce("arrested_on_first", cast(null as date)) as "arrested_on_first",
  coalesce("arrested_on_last", date '2026-11-20') as "arrested_on_last",
  case when greatest("arrested_on_first") > date '2026-11-20' then date '2026-11-20' else greatest("arrested_on_first") end as "referred_on_first",
  case when greatest("arrested_on_first") > date '2026-11-20' then greatest("arrested_on_first") else date '2026-11-20' end as "referred_on_last",
  case when greatest("arrested_on_first") > date '2026-11-20' then date '2026-11-20' else greatest("arrested_on_first") end as "filed_on_first",
  case when greatest("arrested_on_first") > date '2026-11-20' then greatest("arrested_on_first") else date '2026-11-20' end as "filed_on_last",
  case when greatest("arrested_on_first") > date '2026-11-20' then date '2026-11-20' else greatest("arrested_on_first") end as "disposed_on_first",
  case when greatest("arrested_on_first") > date '2026-11-20' then greatest("arrested_on_first") else date '2026-11-20' end as "disposed_on_last",
  case when greatest("arrested_on_first") > date '2026-11-20' then date '2026-11-20' else greatest("arrested_on_first") end as "pending_on_first",
  date '2026-11-20' as "pending_on_last"
from sorted
where reason is null

-- strings: distinct charge strings
select row_number() over (order by coalesce(offense, ''), coalesce(code, ''), coalesce(description, ''), coalesce(conduct, '')) as charge_string, offense, code, description, conduct
from (select distinct offense, code, description, conduct from charges)

-- coded: charges with the number of their charge string and their stretch of law
select
  c.*,
  s.charge_string,
  coalesce(case when "offense_on_first" is null then null when "offense_on_first" < date '1976-01-01' then 0 when "offense_on_first" < date '1977-01-01' then 1 when "offense_on_first" < date '2007-01-01' then 2 when "offense_on_first" < date '2008-01-01' then 3 when "offense_on_first" < date '2021-02-02' then 4 when "offense_on_first" < date '2021-02-03' then 5 else 6 end, 0) as law_first,
  coalesce(case when "offense_on_last" is null then null when "offense_on_last" < date '1976-01-01' then 0 when "offense_on_last" < date '1977-01-01' then 1 when "offense_on_last" < date '2007-01-01' then 2 when "offense_on_last" < date '2008-01-01' then 3 when "offense_on_last" < date '2021-02-02' then 4 when "offense_on_last" < date '2021-02-03' then 5 else 6 end, 6) as law_last
from charges as c
join strings as s on coalesce(c.offense, '') = coalesce(s.offense, '') and coalesce(c.code, '') = coalesce(s.code, '') and coalesce(c.description, '') = coalesce(s.description, '') and coalesce(c.conduct, '') = coalesce(s.conduct, '')

-- known: charges with what the law says of them
select
  c.*,
  l.cells,
  l.conduct_class,
  l.asks,
  l.o3_0 as o3,
  l.o5_0 as o5,
  l.o6_0 as o6,
  l.o7_0 as o7,
  l.p3,
  l.p5,
  l.p6,
  l.p7
from coded as c
join law as l on coalesce(l.level, '') = coalesce(c.level, '') and l.charge_string = c.charge_string and l.law_first = c.law_first and l.law_last = c.law_last

-- cases: the tests of other charges, counted by case
select
  case_id,
  sum(case when o3 = 2 then 1 else 0 end) as y3,
  sum(case when o3 = 3 then 1 else 0 end) as m3,
  sum(case when o5 = 2 then 1 else 0 end) as y5,
  sum(case when o5 = 3 then 1 else 0 end) as m5,
  sum(case when o6 = 2 then 1 else 0 end) as y6,
  sum(case when o6 = 3 then 1 else 0 end) as m6,
  sum(case when o7 = 2 then 1 else 0 end) as y7,
  sum(case when o7 = 3 then 1 else 0 end) as m7
from known
where case_id in (select case_id from known where asks and case_id is not null)
group by case_id

-- masks: what each charge may be, as masks of cells
select
  k.source_row,
  k.cells,
  k.conduct_class,
  (case when k."filed_on_last" is null then 4 when k."filed_on_last" < date '2022-01-03' then 2 else 4 end) - (case when k."filed_on_first" is null then 1 when k."filed_on_first" < date '2022-01-03' then 1 else 2 end) as v1,
  case when k."place" is null then 3 when k."place" = 'us-ny/manhattan' or k."place" like 'us-ny/manhattan/%' then 2 else 1 end as v2,
  case when k.asks then case when coalesce(s.y3 - case when k.o3 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(s.m3 - case when k.o3 = 3 then 1 else 0 end, 0) > 0 or k.p3 <> 1 then 3 else 1 end else 3 end as v3,
  3 as v4,
  case when k.asks then case when coalesce(s.y5 - case when k.o5 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(s.m5 - case when k.o5 = 3 then 1 else 0 end, 0) > 0 or k.p5 <> 1 then 3 else 1 end else 3 end as v5,
  case when k.asks then case when coalesce(s.y6 - case when k.o6 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(s.m6 - case when k.o6 = 3 then 1 else 0 end, 0) > 0 or k.p6 <> 1 then 3 else 1 end else 3 end as v6,
  case when k.asks then case when coalesce(s.y7 - case when k.o7 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(s.m7 - case when k.o7 = 3 then 1 else 0 end, 0) > 0 or k.p7 <> 1 then 3 else 1 end else 3 end as v7
from known as k
left join cases as s on s.case_id = k.case_id

-- keyed: each charge with its pattern, packed
select
  source_row,
  cells,
  conduct_class,
  cast(v1 * 1 + v2 * 4 + v3 * 16 + v4 * 64 + v5 * 256 + v6 * 1024 + v7 * 4096 as bigint) as k0
from masks

-- patterns: distinct patterns and how many charges have each
select cells, conduct_class, k0, count(*) as n, row_number() over (order by cells, conduct_class, k0) as pattern
from keyed
group by cells, conduct_class, k0
