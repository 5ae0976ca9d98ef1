using Microsoft.Azure.Functions.Worker;

namespace CrashLoop.App;

/// <summary>The one activity of this program: says a word, after a while, and has it witnessed.</summary>
public sealed class SayActivity(WitnessClient witness)
{
    public const string Name = "Say";

    [Function(Name)]
    public async Task<string> RunAsync([ActivityTrigger] Word word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.DelayMs > 0) await Task.Delay(word.DelayMs);
        await witness.RanAsync(word.InstanceId, word.TaskId, word.Text);
        return word.Text;
    }
}
