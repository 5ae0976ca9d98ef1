namespace FunctionsEmulator.Storage.Azurite;

internal enum AzuriteAnswer
{
    Nothing,
    BlobService,
    SomethingElse,
}
