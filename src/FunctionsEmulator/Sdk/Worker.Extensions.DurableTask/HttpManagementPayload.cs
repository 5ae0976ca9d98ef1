namespace Microsoft.Azure.Functions.Worker;

/// <summary>The management URLs of an orchestration instance. They contain the system key: not for callers of the app.</summary>
public class HttpManagementPayload
{
    /// <summary>The instance's id.</summary>
    public string? Id { get; internal set; }

    /// <summary>GET: its status.</summary>
    public string? StatusQueryGetUri { get; internal set; }

    /// <summary>POST: sends it an event; <c>{eventName}</c> is to be replaced.</summary>
    public string? SendEventPostUri { get; internal set; }

    /// <summary>POST: ends it; <c>{text}</c> is to be replaced by the reason.</summary>
    public string? TerminatePostUri { get; internal set; }

    /// <summary>POST: sets it back to before its failure.</summary>
    public string? RewindPostUri { get; internal set; }

    /// <summary>DELETE: deletes it.</summary>
    public string? PurgeHistoryDeleteUri { get; internal set; }

    /// <summary>POST: runs it again.</summary>
    public string? RestartPostUri { get; internal set; }

    /// <summary>POST: suspends it.</summary>
    public string? SuspendPostUri { get; internal set; }

    /// <summary>POST: resumes it.</summary>
    public string? ResumePostUri { get; internal set; }
}
