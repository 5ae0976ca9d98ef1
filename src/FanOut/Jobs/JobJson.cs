using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace FanOut.Jobs;

/// <summary>How the job API writes JSON.</summary>
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(KeyedJob))]
[JsonSerializable(typeof(LineIndex))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class JobJson : JsonSerializerContext;
