using System.Buffers;
using System.IO.Pipelines;

namespace FanOut.Jobs;

/// <summary>Lines set aside in a temporary file until it is known whether the duplicates among them are wanted.</summary>
internal sealed class UrlSpool : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly FileStream _file;
    private readonly List<bool> _duplicates = [];

    public UrlSpool(string folder)
    {
        _file = new FileStream(Path.Combine(folder, Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        });
        Lines = new UrlLineWriter(_file);
    }

    public UrlLineWriter Lines { get; }

    public void Add(ReadOnlySpan<byte> utf8Url, bool duplicate)
    {
        Lines.Write(utf8Url);
        _duplicates.Add(duplicate);
    }

    public async Task MoveToAsync(UrlLineWriter target, bool withDuplicates, CancellationToken cancellationToken)
    {
        await Lines.FlushAsync(cancellationToken);
        _file.Position = 0;
        var reader = PipeReader.Create(_file, new StreamPipeReaderOptions(bufferSize: BufferBytes, leaveOpen: true));
        var next = 0;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                if (withDuplicates || !_duplicates[next]) target.Copy(rest.Slice(0, end));
                next++;
                rest = rest.Slice(rest.GetPosition(1, end));
                if (target.NeedsFlush) await target.FlushAsync(cancellationToken);
            }
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) break;
        }
        await reader.CompleteAsync();
    }

    public void Dispose()
    {
        Lines.Dispose();
        _file.Dispose();
    }
}
