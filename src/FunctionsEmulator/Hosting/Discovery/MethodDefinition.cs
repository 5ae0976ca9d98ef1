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
        .ToImmutableDictionary(parameter => parameter.Name!, parameter => (BindingMetadata)new InputMetadata(
            parameter.Name!, parameter.IsDefined(typeof(TriggerBindingAttribute)) ? function.TriggerName : "durableClient"), StringComparer.Ordinal);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    private sealed class InputMetadata(string name, string type) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.In;
    }
}
