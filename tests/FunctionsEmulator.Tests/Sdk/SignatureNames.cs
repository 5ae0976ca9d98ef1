using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace FunctionsEmulator.Tests.Sdk;

/// <summary>Writes types in metadata signatures as <see cref="ApiNames"/> does, but with positions for type parameters and
/// without anything about null, which signatures do not tell.</summary>
internal sealed class SignatureNames : ISignatureTypeProvider<string, object?>
{
    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => ApiNames.Keyword("System." + typeCode);

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        return Name(reader, type.Namespace, type.Name);
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return Name(reader, type.Namespace, type.Name);
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        string.Equals(genericType, "System.Nullable", StringComparison.Ordinal)
            ? typeArguments[0]
            : $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetByReferenceType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPinnedType(string elementType) => elementType;

    public string GetArrayType(string elementType, ArrayShape shape) => throw new NotSupportedException();

    public string GetPointerType(string elementType) => throw new NotSupportedException();

    public string GetFunctionPointerType(MethodSignature<string> signature) => throw new NotSupportedException();

    private static string Name(MetadataReader reader, StringHandle space, StringHandle name)
    {
        var plain = reader.GetString(name).Split('`')[0];
        return ApiNames.Keyword($"{reader.GetString(space)}.{plain}");
    }
}
