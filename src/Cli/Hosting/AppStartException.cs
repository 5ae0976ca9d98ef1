namespace FanOut.Cli.Hosting;

/// <summary>The app did not start in this process; the message says why, in one line.</summary>
internal sealed class AppStartException(Exception cause) : Exception($"the app did not start: {cause.Message.ReplaceLineEndings(" ")}", cause);
