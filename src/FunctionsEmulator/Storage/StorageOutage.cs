using Azure;

namespace FunctionsEmulator.Storage;

/// <summary>Failures that say nothing of what is stored: the service is away, or busy, or its answer was lost.</summary>
internal static class StorageOutage
{
    /// <summary>Whether to try again is all that this failure asks for; never when the caller itself gave up.</summary>
    public static bool Is(Exception e, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && e is RequestFailedException { Status: 0 or 408 or 429 or >= 500 } or AggregateException or IOException or HttpRequestException or OperationCanceledException;
}
