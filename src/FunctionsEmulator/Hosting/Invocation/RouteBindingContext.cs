using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsEmulator.Hosting.Invocation;

internal sealed class RouteBindingContext(RouteValueDictionary? values) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } = values ?? [];
}
