namespace Simulator;

/// <summary>
/// What a durable backend asks for, and how fast it gives it. Operations are storage requests (Azure Storage) or actions
/// (Durable Task Scheduler). Rates are the published limits of July 2026, unless a name says otherwise.
/// </summary>
internal sealed record Backend(string Name)
{
    /// <summary>Operations a second that it takes at most.</summary>
    public required double OperationsPerSecond { get; init; }

    /// <summary>From a message's writing to its being seen, in seconds.</summary>
    public required double HopSeconds { get; init; }

    /// <summary>To hand an activity to a worker and take it off the queue: write, read, delete.</summary>
    public required double PerActivity { get; init; }

    /// <summary>The same for a message to an orchestration; reading is shared by a wake's messages.</summary>
    public required double PerMessage { get; init; }

    /// <summary>A timer, cancelled or not.</summary>
    public required double PerTimer { get; init; }

    /// <summary>A wake's own: reading messages and history, saving state; and each so many rows of history that it writes.</summary>
    public required double PerWake { get; init; }
    public required double PerRowWritten { get; init; }

    /// <summary>Price of a million operations in US dollars, to see orders of magnitude by.</summary>
    public required double DollarsPerMillion { get; init; }

    public static Backend AzureStorage { get; } = new("azureStorage")
    {
        OperationsPerSecond = 20_000, HopSeconds = 0.03, PerActivity = 3, PerMessage = 2, PerTimer = 3, PerWake = 3, PerRowWritten = 0.01, DollarsPerMillion = 0.05,
    };

    /// <summary>Azure Storage's emulator on two cores beside host and worker: 1.3 ms a request, one at a time.</summary>
    public static Backend Azurite { get; } = AzureStorage with { Name = "azurite", OperationsPerSecond = 770, HopSeconds = 0.005 };

    public static Backend Scheduler { get; } = new("durableTaskScheduler")
    {
        OperationsPerSecond = 500, HopSeconds = 0.01, PerActivity = 1, PerMessage = 1, PerTimer = 1, PerWake = 0, PerRowWritten = 0, DollarsPerMillion = 3,
    };
}
