"""The printing press: a page in, a PDF out, in a process of its own.

    python -m chrysalis.reports.press PAGES MEGABYTES < page.html > document.pdf

It stands alone. It knows no Django, no setting and no database: whatever a page holds can neither read
nor fetch anything, and a page that never ends takes only itself down. Nothing is fetched from anywhere
but the page itself (`data:`).
"""

import resource
import sys
import warnings


TOO_LONG = 3  # how the process ends when there are more pages than may be


def main(most_pages: int, megabytes: int) -> int:
    # Here and not above, so that only the press itself needs the library and what it stands on.
    from weasyprint import HTML  # noqa: TID251 - this is the door
    from weasyprint.urls import URLFetcher  # noqa: TID251 - the same

    warnings.simplefilter("ignore")  # what the library begs to differ on would quote the page
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    laid_out = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher).render(
        pdf_variant="pdf/ua-1", pdf_tags=True
    )
    if len(laid_out.pages) > most_pages:
        return TOO_LONG
    pdf = laid_out.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=False)
    sys.stderr.write(f"pages {len(laid_out.pages)}\n")
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
