using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable;

/// <summary>One delivery of an activity: what the engine gives to the function.</summary>
/// <param name="InstanceId">The orchestration instance that scheduled it.</param>
/// <param name="Name">The activity's name as scheduled.</param>
/// <param name="TaskId">The task's id within the instance.</param>
/// <param name="Input">The serialized input, null when none was given.</param>
/// <param name="Converter">Reads the input.</param>
/// <param name="Stopping">Signals when the host stops.</param>
internal sealed record ActivityInvocation(
    string InstanceId, string Name, int TaskId, string? Input, DataConverter Converter, CancellationToken Stopping);
