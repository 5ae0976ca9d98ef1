namespace FanOut.Cli.Site;

/// <summary>What the sample site says of itself at its root.</summary>
internal static class IndexPage
{
    public const string Text = """
        The sample site of fanout: something to fetch on this machine.

          /page/{n}              an HTML page of about 5,000 bytes, titled "Page {n} ..."
          /json/{n}              a small JSON object
          /delay/{ms}            an answer after so many milliseconds, at most 30,000
          /status/{code}         that status, 200 to 599
          /redirect/{n}          n redirects, then a page
          /bytes/{n}             n bytes, at most 104,857,600
          /flaky/{n}/{failures}  503 so many times, then 200; counted for each n
          /stats                 requests, those in flight and the most there ever were
          POST /stats/reset      starts the counters again

        """;
}
