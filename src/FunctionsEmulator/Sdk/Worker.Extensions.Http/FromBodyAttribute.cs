using FunctionsEmulator.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Gives a parameter the request's body, as what its JSON says.</summary>
public class FromBodyAttribute : InputConverterAttribute
{
    /// <summary>The body.</summary>
    public FromBodyAttribute()
        : base(typeof(BodyConverter))
    {
    }
}
