namespace CrashLoop.App;

/// <summary>Where the app kills itself; at <see cref="Outside"/> it is killed from outside, at any moment.</summary>
internal enum KillPoint
{
    Outside,

    /// <summary>The journal's next lines are made but not sent.</summary>
    BeforeAppend,

    /// <summary>They are durable, and nothing has come of them yet.</summary>
    AfterAppend,

    /// <summary>A page has been fetched, its record not yet stored.</summary>
    AfterFetch,

    /// <summary>Half of a block of records has been sent.</summary>
    HalfUpload,

    /// <summary>All results are committed, the manifest is not yet written.</summary>
    BeforeManifest,

    /// <summary>Before or after the append that creates a timer.</summary>
    TimerCreated,

    /// <summary>Before or after the append that takes a timer that fired.</summary>
    TimerFired,

    /// <summary>Before or after the append that continues as new.</summary>
    ContinueAsNew,

    /// <summary>Before or after the append that rewinds.</summary>
    Rewound,
}
