using System.Text;

namespace EndToEnd.Tests.Crashes;

/// <summary>What a process has written, standard output and error kept apart and together.</summary>
internal sealed class AppOutput
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _all = new();
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_gate) return [.. _errors];
        }
    }

    public void Add(string? line, bool isError)
    {
        if (line is null) return;
        lock (_gate)
        {
            _all.AppendLine(line);
            if (isError) _errors.Add(line);
        }
    }

    public override string ToString()
    {
        lock (_gate) return _all.ToString();
    }
}
