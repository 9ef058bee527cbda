"""Currencies, their smallest charge and how an amount is written."""

from local.stripe.errors import Refusal

# https://docs.stripe.com/currencies: presentment currencies, special cases and minimum charge amounts.
CURRENCIES = frozenset(
    """
    aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad
    cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd
    hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl
    mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg
    qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah
    ugx usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw
    """.split()
)
WITHOUT_CENTS = frozenset("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split())
WITH_MILLS = frozenset("bhd jod kwd omr tnd".split())
SMALLEST = {
    **dict.fromkeys("aud brl cad chf eur inr nzd sgd usd".split(), 50),
    **{"aed": 200, "czk": 1500, "dkk": 250, "gbp": 30, "hkd": 400, "huf": 17500, "jpy": 50, "mxn": 1000},
    **{"bgn": 100, "myr": 200, "nok": 300, "pln": 200, "ron": 200, "sek": 300, "thb": 1000},
}
LARGEST = 99_999_999


def currency_of(text: str, param: str) -> str:
    """The currency in lower case. Refuses what Stripe does not charge in."""
    if text.lower() not in CURRENCIES:
        raise Refusal(f"Invalid currency: {text}", param=param)
    return text.lower()


def check_charge(amount: int, currency: str) -> None:
    """Refuses an amount that no card can be charged with in this currency."""
    smallest = SMALLEST.get(currency, 1)
    if amount < smallest:
        least = written(smallest, currency)
        raise Refusal(
            f"The total amount due must be at least {least}", code="amount_too_small", param="line_items"
        )
    if amount > LARGEST:
        most = written(LARGEST, currency)
        raise Refusal(
            f"The total amount due must be at most {most}", code="amount_too_large", param="line_items"
        )


def written(amount: int, currency: str) -> str:
    """`12.50 EUR`, from minor units."""
    digits = 0 if currency in WITHOUT_CENTS else 3 if currency in WITH_MILLS else 2
    return f"{amount / 10**digits:,.{digits}f} {currency.upper()}"
