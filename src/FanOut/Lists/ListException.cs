namespace FanOut.Lists;

/// <summary>A list that no job can be made of. The message is fit for its caller.</summary>
/// <param name="bySite">The fault is that of the site the list comes from, and may pass.</param>
internal sealed class ListException(string message, bool bySite = false) : Exception(message)
{
    public bool BySite => bySite;
}
