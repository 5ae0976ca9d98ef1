using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>A function as middleware sees it.</summary>
internal sealed class MethodDefinition(FunctionDescriptor function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [
        .. function.Method.GetParameters().Select(parameter => new FunctionParameter(
            parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.HasDefaultValue ? parameter.DefaultValue : null)),
    ];

    public override string PathToAssembly { get; } = function.Method.Module.FullyQualifiedName;

    public override string EntryPoint { get; } = FunctionDiscovery.FullName(function.Method);

    public override string Id { get; } = function.Name.ToLowerInvariant();

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = function.Method.GetParameters()
        .Where(parameter => parameter.IsDefined(typeof(BindingAttribute)))
        .ToImmutableDictionary(parameter => parameter.Name!, parameter => (BindingMetadata)new Metadata(
            parameter.Name!,
            parameter.IsDefined(typeof(TriggerBindingAttribute)) ? function.TriggerName : "durableClient",
            BindingDirection.In), StringComparer.Ordinal);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = Outputs(function)
        .ToImmutableDictionary(output => output.Name, output => (BindingMetadata)new Metadata(output.Name, output.Kind, BindingDirection.Out), StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Kind)> Outputs(FunctionDescriptor function) => function switch
    {
        { Trigger: not HttpTriggerAttribute } => [],
        { Outputs: { Count: > 0 } outputs } => outputs.Select(output => (output.Property.Name, output.Kind)),
        _ => [(FunctionOutputs.Return, FunctionOutputs.Http)],
    };

    private sealed class Metadata(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
