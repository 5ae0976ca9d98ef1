using Azure.Core;
using Azure.Core.Pipeline;

namespace CrashLoop.App;

/// <summary>Part of the app's way to its blobs: cuts an upload off in the middle, or dies before the manifest or any other step.</summary>
internal sealed class KillingUploads(Killer killer, StepCount steps) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.Request.Method == RequestMethod.Put || message.Request.Method == RequestMethod.Delete) steps.Pass();
        if (message.Request.Method != RequestMethod.Put || message.Request.Content is not { } content) return;
        var path = message.Request.Uri.Path;
        if (path.EndsWith("/manifest.json", StringComparison.Ordinal)) killer.Pass(KillPoint.BeforeManifest);
        var holdsRecords = path.EndsWith("/results.ndjson", StringComparison.Ordinal) || path.Contains("/parts/", StringComparison.Ordinal);
        if (holdsRecords && killer.IsDue(KillPoint.HalfUpload)) message.Request.Content = new HalfContent(content);
    }
}
