namespace Microsoft.DurableTask;

/// <summary>How an orchestration starts over.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the next generation; null by default.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether events that nothing has waited for stay; true by default.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the next generation; null (the default) keeps the present one.</summary>
    public string? NewVersion { get; set; }
}
