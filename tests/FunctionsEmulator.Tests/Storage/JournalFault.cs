namespace FunctionsEmulator.Tests.Storage;

/// <summary>What can become of a request to storage.</summary>
public enum JournalFault
{
    /// <summary>The service has done it, and its answer was lost.</summary>
    AnswerLost,

    /// <summary>It never reached the service.</summary>
    RequestLost,

    /// <summary>The service answers that it failed, and has not done it.</summary>
    ServerError,

    /// <summary>The service answers that it failed, and has done it all the same.</summary>
    ServerErrorAfterwards,

    /// <summary>The client's own repetition of a request whose answer was lost finds the condition no longer met.</summary>
    ConditionFailedAfterwards,
}
