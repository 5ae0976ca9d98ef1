using Microsoft.Net.Http.Headers;

namespace FanOut.Dashboard;

/// <summary>A file of the dashboard as it is sent: the tag changes when the content does.</summary>
internal sealed record PageFile(byte[] Content, string ContentType, EntityTagHeaderValue Tag);
