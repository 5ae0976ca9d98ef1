namespace FanOut.Fetching.Robots;

/// <summary>What is known of a host's robots.txt: its rules, or why there are none.</summary>
/// <param name="Rules">Null when no URL of the host may be fetched.</param>
/// <param name="Failure">What becomes of the host's URLs without rules.</param>
/// <param name="IsLasting">It holds for the job; otherwise whoever asks next has it read again.</param>
internal sealed record RobotsAnswer(RobotsRules? Rules, (Outcome Outcome, string Error) Failure, bool IsLasting)
{
    /// <summary>How every error begins that robots.txt is the reason of.</summary>
    private const string Prefix = "blocked: robots.txt ";

    private static readonly (Outcome, string) s_disallowed = (Outcome.Blocked, Prefix + "disallows it");

    public static readonly RobotsAnswer AllowAll = Of(RobotsRules.AllowAll);

    public static readonly RobotsAnswer Stopped = new(null, (Outcome.Cancelled, "stopped by the job"), IsLasting: false);

    public static RobotsAnswer Of(RobotsRules rules) => new(rules, default, IsLasting: true);

    /// <summary>The host is there and does not say: everything is disallowed (RFC 9309, 2.3.1.4).</summary>
    public static RobotsAnswer Unreachable(string reason) => new(null, (Outcome.Blocked, Prefix + "unreachable: " + reason), IsLasting: true);

    /// <summary>
    /// The host itself is not to be had, and its URLs end as they would have without a look at robots.txt. That may pass,
    /// and no request has come of it.
    /// </summary>
    public static RobotsAnswer NoHost(Outcome outcome, string error) => new(null, (outcome, error), IsLasting: false);

    public static bool Refused(FetchRecord record) => record.Error?.StartsWith(Prefix, StringComparison.Ordinal) is true;

    /// <summary>Null when the URL may be fetched.</summary>
    public (Outcome Outcome, string Error)? Refusal(Uri url) =>
        Rules is null ? Failure : Rules.Allows(url) ? null : s_disallowed;
}
