using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace FunctionsEmulator.Hosting.Invocation;

internal sealed class InputContext(FunctionContext context, Type targetType, object? source) : ConverterContext
{
    public override FunctionContext FunctionContext => context;

    public override Type TargetType => targetType;

    public override object? Source => source;

    public override IReadOnlyDictionary<string, object> Properties => ImmutableDictionary<string, object>.Empty;
}
