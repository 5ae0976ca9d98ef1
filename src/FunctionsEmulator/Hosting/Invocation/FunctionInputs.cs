using FunctionsEmulator.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Converters;

namespace FunctionsEmulator.Hosting.Invocation;

/// <summary>The values of a function's parameters in one invocation. Each is made once; middleware may see and replace it before.</summary>
internal sealed class FunctionInputs(InvocationContext context, FunctionDescriptor function) : IFunctionInputBindingFeature
{
    private readonly object?[] _values = new object?[function.Parameters.Count];
    private readonly bool[] _bound = new bool[function.Parameters.Count];
    private FunctionInputBindingResult? _result;

    public async ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext _)
    {
        await BindAsync();
        return _result ??= new FunctionInputBindingResult(_values);
    }

    /// <summary>The values in the order of the parameters. Ends at once when no converter is needed.</summary>
    public ValueTask<object?[]> BindAsync()
    {
        for (var at = 0; at < _values.Length; at++)
        {
            if (_bound[at]) continue;
            if (function.Parameters[at].Read is not { } read) return ConvertFromAsync(at);
            Set(at, read(context));
        }

        return ValueTask.FromResult(_values);
    }

    /// <summary>One value alone, by the parameter's name; default when there is no such parameter.</summary>
    public async ValueTask<(int At, object? Value)?> BindAsync(string name)
    {
        for (var at = 0; at < _values.Length; at++)
        {
            if (string.Equals(function.Parameters[at].Name, name, StringComparison.Ordinal)) return (at, await ValueAsync(at));
        }

        return null;
    }

    public object? this[int at]
    {
        get => _values[at];
        set => Set(at, value);
    }

    private async ValueTask<object?[]> ConvertFromAsync(int first)
    {
        for (var at = first; at < _values.Length; at++) await ValueAsync(at);
        return _values;
    }

    private async ValueTask<object?> ValueAsync(int at)
    {
        if (!_bound[at])
        {
            var parameter = function.Parameters[at];
            Set(at, parameter.Read is { } read ? read(context) : await ConvertAsync(parameter));
        }

        return _values[at];
    }

    private void Set(int at, object? value) => (_values[at], _bound[at]) = (value, true);

    private async ValueTask<object?> ConvertAsync(BoundParameter parameter)
    {
        var source = parameter.IsTrigger ? await context.GetTriggerAsync(parameter.Type) : TriggerData.Find(context, parameter.Name);
        var result = await context.Converters.ConvertAsync(parameter.Converter, new InputContext(context, parameter.Type, source));
        return result.Status switch
        {
            ConversionStatus.Succeeded => result.Value,
            ConversionStatus.Failed when source is not null => throw new FunctionInputConverterException(
                $"Function '{function.Name}': '{source}' cannot become its parameter '{parameter.Name}' ({parameter.Type}). {result.Error?.Message}", result.Error),
            _ when parameter.HasDefault => parameter.Default,
            _ when parameter.CanBeNull => null,
            _ => throw new FunctionInputConverterException(
                $"Function '{function.Name}': there is no value for its parameter '{parameter.Name}' ({parameter.Type}), which has no default and cannot be null."),
        };
    }
}
